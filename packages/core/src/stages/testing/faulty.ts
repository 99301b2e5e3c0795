/** The port, one method of which ends in something else: the first so many times, or always. It may call the real one. */
export function faulty<T extends object>(
  port: T,
  method: keyof T,
  instead: (real: () => Promise<unknown>) => Promise<never>,
  times = Number.POSITIVE_INFINITY,
): T {
  let left = times;
  return new Proxy(port, {
    get(target, name) {
      const member = Reflect.get(target, name);
      if (typeof member !== "function") return member;
      return (...args: unknown[]) => {
        const real = () => Reflect.apply(member, target, args);
        return name === method && left-- > 0 ? instead(real) : real();
      };
    },
  });
}

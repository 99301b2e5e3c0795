/**
 * An object whose missing properties throw what `missing` makes: a misspelt name is then told as such, and not as
 * "undefined is not a function" where it is used.
 */
export function guarded<T extends object>(object: T, missing: (name: string) => Error): T {
  return new Proxy(object, {
    get(target, name, receiver) {
      if (typeof name === "string" && !Object.hasOwn(target, name)) throw missing(name);
      return Reflect.get(target, name, receiver);
    },
  });
}

import fc from "fast-check";

/** The values with one thing wrong, or not: a place put to something else, a field taken away or added. */
export const damaged = (values: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc
    .tuple(values, fc.nat(), fc.constantFrom("replace", "remove", "add"), junk())
    .map(([value, where, how, other]) => damage(value, where, how, other));

const junk = () =>
  fc.oneof(
    fc.constantFrom<unknown>(null, true, "", "unit", -1, 0.5, 2 ** 31, 2 ** 53, [], {}, [{}]),
    fc.jsonValue({ maxDepth: 1 }),
  );

function damage(value: unknown, where: number, how: "replace" | "remove" | "add", other: unknown): unknown {
  const places = pathsOf(value);
  const path = places[where % places.length] ?? [];
  if (how === "add")
    return edit(value, path, (found) => (isRecord(found) ? { ...found, extra: other } : found));
  if (how === "replace" || path.length === 0) return edit(value, path, () => other);
  const last = path.at(-1);
  return edit(value, path.slice(0, -1), (found) => {
    if (Array.isArray(found)) return found.filter((_, n) => n !== last);
    return Object.fromEntries(Object.entries(found as object).filter(([name]) => name !== last));
  });
}

type Path = readonly (string | number)[];

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function pathsOf(value: unknown): Path[] {
  const inner: [string | number, unknown][] = Array.isArray(value)
    ? value.map((item, n) => [n, item])
    : isRecord(value)
      ? Object.entries(value)
      : [];
  return [[], ...inner.flatMap(([step, found]) => pathsOf(found).map((rest) => [step, ...rest]))];
}

function edit(value: unknown, [step, ...rest]: Path, change: (found: unknown) => unknown): unknown {
  if (step === undefined) return change(value);
  if (Array.isArray(value)) return value.map((item, n) => (n === step ? edit(item, rest, change) : item));
  return { ...(value as object), [step]: edit((value as Record<string, unknown>)[step], rest, change) };
}

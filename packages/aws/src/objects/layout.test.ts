import { deterministicUlid } from "@waybill/events";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { keyLayout } from "./layout.ts";

const RUN = deterministicUlid(Date.UTC(2024, 0, 31, 23, 59, 59), "flights");
const EARLIER = deterministicUlid(Date.UTC(2024, 0, 31, 23, 59, 58), "flights");
const layout = keyLayout("staging/flights");

describe("a key", () => {
  test.each([
    [`${RUN}/plan.json`, `staging/flights/dt=2024-01-31/${RUN}/plan.json`],
    [
      `${RUN}/flights/0/extract/a1/rows.parquet`,
      `staging/flights/dt=2024-01-31/${RUN}/flights/0/extract/a1/rows.parquet`,
    ],
    ["run1/plan.json", "staging/flights/run1/plan.json"],
    [RUN, `staging/flights/${RUN}`],
    [`${RUN}x/a`, `staging/flights/${RUN}x/a`],
    [`dt=soon/a`, "staging/flights/dt=soon/a"],
  ])("%s lies at %s", (key, bucketKey) => {
    expect(layout.toBucket(key)).toBe(bucketKey);
    expect(layout.fromBucket(bucketKey)).toBe(key);
  });

  test("may be below a root or below none, which may end in a slash", () => {
    expect(keyLayout().toBucket(`${RUN}/a`)).toBe(`dt=2024-01-31/${RUN}/a`);
    expect(keyLayout("staging/").toBucket("a")).toBe("staging/a");
  });

  test("that begins with a day is none: the day is the layout's", () => {
    expect(() => layout.toBucket(`dt=2024-01-31/${RUN}/a`)).toThrow(
      expect.objectContaining({ class: "permanent", code: "object.key" }),
    );
  });
});

test.each([
  ["another root", `staging/orders/dt=2024-01-31/${RUN}/a`],
  ["a longer root", `staging/flights2/a`],
  ["another day than the run's", `staging/flights/dt=2024-02-01/${RUN}/a`],
  ["a run without its day", `staging/flights/${RUN}/a`],
  ["a day, and no run", "staging/flights/dt=2024-01-31/run1/a"],
  ["two days", `staging/flights/dt=2024-01-31/dt=2024-01-31/${RUN}/a`],
  ["the root itself", "staging/flights/"],
])("%s is no key of these", (_what, bucketKey) => {
  expect(layout.fromBucket(bucketKey)).toBeNull();
});

describe("a prefix", () => {
  test.each([
    [`${RUN}/`, [`staging/flights/dt=2024-01-31/${RUN}/`]],
    [`${RUN}/flights/0`, [`staging/flights/dt=2024-01-31/${RUN}/flights/0`]],
    [RUN, [`staging/flights/dt=2024-01-31/${RUN}`, `staging/flights/${RUN}`]],
    ["run1/", ["staging/flights/run1/"]],
    ["", ["staging/flights/"]],
    [RUN.slice(0, 12), ["staging/flights/"]],
  ])("%j is looked for below %j", (prefix, expected) => {
    expect(layout.prefixes(prefix)).toEqual(expected);
  });

  const name = fc.oneof(
    fc.constantFrom(RUN, EARLIER, `${RUN}x`, "run1", "run10", "dt=x"),
    fc.string({ minLength: 1, maxLength: 3 }).map((text) => text.replaceAll("/", "-")),
  );
  const key = fc.array(name, { minLength: 1, maxLength: 4 }).map((names) => names.join("/"));

  test("finds every key that begins so, and a key comes back as it was", () => {
    fc.assert(
      fc.property(key, fc.nat(40), (whole, length) => {
        const prefix = whole.slice(0, length);
        const bucketKey = layout.toBucket(whole);
        expect(layout.fromBucket(bucketKey)).toBe(whole);
        expect(layout.prefixes(prefix).some((start) => bucketKey.startsWith(start))).toBe(true);
      }),
    );
  });

  test("no two keys lie in one place", () => {
    fc.assert(
      fc.property(key, key, (one, other) => {
        expect(layout.toBucket(one) === layout.toBucket(other)).toBe(one === other);
      }),
    );
  });
});

import fc from "fast-check";
import { expect, test } from "vitest";
import * as z from "zod";
import { refusal } from "../pipeline/testing/refusal.ts";
import { unwrap } from "./unwrap.ts";

const WRAPPERS = ["nullable", "optional", "default", "readonly"] as const;
type Wrapper = (typeof WRAPPERS)[number];

function wrap(type: z.ZodType, wrapper: Wrapper): z.ZodType {
  switch (wrapper) {
    case "nullable":
      return type.nullable();
    case "optional":
      return type.optional();
    case "default":
      return type.default(7);
    case "readonly":
      return type.readonly();
  }
}

test("finds the type inside, whatever is around it in whatever order", () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...WRAPPERS), { maxLength: 5 }), (wrappers) => {
      const inner = z.int();
      const found = unwrap(wrappers.reduce<z.ZodType>(wrap, inner), "row.n");
      expect(found.type).toBe(inner);
      expect(found.nullable).toBe(wrappers.includes("nullable") || wrappers.includes("optional"));
      expect(found.default).toBe(wrappers.includes("default") ? 7 : undefined);
    }),
  );
});

test("of two defaults the outer one counts, as in zod", () => {
  expect(unwrap(z.int().default(1).default(2), "row.n").default).toBe(2);
});

test("a function that always gives the same is a constant", () => {
  expect(
    unwrap(
      z.string().default(() => "none"),
      "row.n",
    ).default,
  ).toBe("none");
  expect(
    unwrap(
      z.array(z.int()).default(() => [1]),
      "row.n",
    ).default,
  ).toEqual([1]);
});

test("a default from long ago is a constant, one of this moment is not", () => {
  const then = new Date("2001-01-01");
  expect(
    unwrap(
      z.date().default(() => then),
      "row.n",
    ).default,
  ).toEqual(then);
  expect(refusal(() => unwrap(z.date().default(new Date()), "row.n"))).toMatch(
    /row\.n: a default that changes/,
  );
});

test("rules belong inside, for every wrapper", () => {
  for (const wrapper of WRAPPERS) {
    const ruled = wrap(z.int(), wrapper).refine(() => true);
    expect(refusal(() => unwrap(ruled, "row.n"))).toMatch(/row\.n: a rule after/);
    expect(unwrap(wrap(z.int().min(1), wrapper), "row.n").type._zod.def.type).toBe("number");
  }
});

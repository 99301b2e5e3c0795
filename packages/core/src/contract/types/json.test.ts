import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { refusal } from "../../pipeline/testing/refusal.ts";
import { definitionOf } from "../schema.ts";
import { isAnyJson, jsonColumn } from "./json.ts";

/** One step into a type: how it wraps what is inside, and what the path gains by it. */
const STEPS = [
  { wrap: (type: z.ZodType) => z.array(type), path: ".0" },
  { wrap: (type: z.ZodType) => z.object({ a: z.string(), b: type }), path: ".b" },
  { wrap: (type: z.ZodType) => z.tuple([z.int(), type]), path: ".1" },
  { wrap: (type: z.ZodType) => z.record(z.string(), type), path: ".*" },
  { wrap: (type: z.ZodType) => z.looseObject({ a: type }), path: ".a" },
  { wrap: (type: z.ZodType) => z.object({ a: z.int() }).catchall(type), path: ".*" },
  { wrap: (type: z.ZodType) => type.nullable(), path: "" },
  { wrap: (type: z.ZodType) => type.optional(), path: "" },
  { wrap: (type: z.ZodType) => z.union([z.string(), type]), path: "" },
  { wrap: (type: z.ZodType) => z.lazy(() => type), path: "" },
];
const steps = fc.array(fc.constantFrom(...STEPS), { maxLength: 6 });

/** The type wrapped step by step, the first step outermost, and the path to what is innermost. */
function nested(list: readonly (typeof STEPS)[number][], inner: z.ZodType) {
  const type = list.reduceRight<z.ZodType>((inside, { wrap }) => wrap(inside), inner);
  return { type, path: `row.c${list.map(({ path }) => path).join("")}` };
}

describe("whatever JSON can say is a JSON column", () => {
  const plain = fc.constantFrom<z.ZodType>(
    z.string(),
    z.number(),
    z.int(),
    z.boolean(),
    z.null(),
    z.enum(["a"]),
    z.literal([1, "a"]),
    z.json(),
    z.unknown(),
    z.iso.date(),
    z.iso.datetime({ offset: true }),
    z.uuid(),
  );
  test("however deep", () => {
    fc.assert(
      fc.property(steps, plain, (list, inner) => {
        expect(jsonColumn(nested(list, inner).type, "row.c")).toEqual({ type: { kind: "json" }, rules: [] });
      }),
    );
  });
});

describe("what it cannot say is found, with its path", () => {
  const strange = fc.constantFrom<z.ZodType>(
    z.date(),
    z.bigint(),
    z.map(z.string(), z.string()),
    z.string().min(1),
    z.number().max(3),
    z.email(),
    z.coerce.string(),
    z.string().default("x"),
    z.string().transform(Number),
    z.string().refine(() => true),
  );
  test("however deep", () => {
    fc.assert(
      fc.property(steps, strange, (list, inner) => {
        const { type, path } = nested(list, inner);
        expect(refusal(() => jsonColumn(type, "row.c"))).toContain(`contract.type: ${path}: `);
      }),
    );
  });
});

test("z.json() is known among lazy types", () => {
  const known = (type: z.ZodType) => isAnyJson(definitionOf(type));
  expect(known(z.json())).toBe(true);
  expect(
    [z.lazy(() => z.string()), z.lazy(() => z.union([z.string(), z.null()])), z.string()].map(known),
  ).toEqual([false, false, false]);
});

import { describe, expect, it } from "vitest";
import * as z from "zod";
import { defineEvent } from "./define.ts";
import { dataSchema } from "./json-schema.ts";
import { thrownBy } from "./testing/sample.ts";

const schemaOf = (shape: z.ZodType) => dataSchema(defineEvent("Thing", "A thing.", { 1: shape }), 1);

describe("what an event may be made of", () => {
  it.each<[string, z.ZodType]>([
    ["objects, lists and records", z.object({ a: z.array(z.record(z.string(), z.int())) })],
    [
      "null, optional and default",
      z.object({ a: z.string().nullable(), b: z.int().optional(), c: z.int().default(1) }),
    ],
    ["values", z.object({ a: z.enum(["x", "y"]), b: z.literal("z"), c: z.boolean(), d: z.null() })],
    ["unions", z.object({ a: z.union([z.string(), z.int()]) })],
    [
      "texts with a form",
      z.object({ a: z.iso.datetime(), b: z.uuid(), c: z.string().regex(/^a/).min(1).max(5) }),
    ],
    [
      "numbers with bounds",
      z.object({ a: z.number().min(0).max(1), b: z.int32(), c: z.number().multipleOf(2) }),
    ],
  ])("takes %s", (_, shape) => {
    expect(schemaOf(shape)).toMatchObject({ type: "object" });
  });

  it.each<[string, z.ZodType, string]>([
    ["a refinement", z.string().refine((text) => text.length > 3), "a refinement is code"],
    ["a transform", z.string().transform(Number), "z.pipe has no place in an event"],
    ["a trim", z.string().trim(), "a change of the value is code"],
    ["coercion", z.coerce.number(), "coercion is code"],
    ["a fallback", z.string().catch(""), "z.catch has no place in an event"],
    ["anything", z.unknown(), "z.unknown has no place in an event"],
    ["a tuple", z.tuple([z.string()]), "z.tuple has no place in an event"],
    ["a strict object", z.strictObject({ a: z.string() }), "the object says what becomes of unknown fields"],
    [
      "an open object",
      z.object({ a: z.string() }).catchall(z.int()),
      "the object says what becomes of unknown fields",
    ],
  ])("refuses %s", (_, shape, message) => {
    const error = thrownBy(() => schemaOf(z.object({ field: shape })));
    expect(error).toMatchObject({
      code: "event.not-portable",
      where: "Thing/1.field",
      next: expect.any(String),
    });
    expect((error as Error).message).toContain(`Thing/1.field: ${message}`);
  });

  it("says where, through lists, records and unions", () => {
    const code = z.string().refine(() => true);
    const shape = z.object({
      items: z.array(
        z.object({ properties: z.record(z.string(), z.union([z.int(), z.object({ x: code })])) }),
      ),
    });
    expect(thrownBy(() => schemaOf(shape))).toMatchObject({ where: "Thing/1.items.[].properties.*.x" });
  });
});

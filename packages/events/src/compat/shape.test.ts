import { describe, expect, it } from "vitest";
import * as z from "zod";
import { defineEvent } from "../define.ts";
import { dataSchema } from "../json-schema.ts";
import { places } from "./place.ts";
import { shapeOf } from "./shape.ts";

const of = (shape: z.ZodType) => shapeOf(dataSchema(defineEvent("Thing", "A thing.", { 1: shape }), 1));
const field = (shape: z.ZodType) => of(z.object({ field: shape })).members[0]?.properties.field;
const paths = (before: z.ZodType, after: z.ZodType) =>
  [...places(of(before), of(after), "data")].map(({ path }) => path);

describe("shapeOf", () => {
  it.each<[string, z.ZodType, z.ZodType]>([
    ["nullable", z.string().nullable(), z.union([z.null(), z.string()])],
    ["values", z.enum(["a", "b"]), z.union([z.literal("a"), z.literal("b")])],
    ["one value", z.enum(["a"]), z.literal("a")],
    ["nullable values", z.enum(["a", "b"]).nullable(), z.union([z.literal("a"), z.null(), z.literal("b")])],
    [
      "unions in unions",
      z.union([z.string(), z.int(), z.boolean()]),
      z.union([z.string(), z.union([z.int(), z.boolean()])]),
    ],
    ["descriptions", z.string().min(1), z.string().min(1).meta({ description: "A text." })],
    ["optional", z.string(), z.string().optional()],
  ])("is the same for two ways of writing it: %s", (_, one, other) => {
    expect(field(other)).toEqual(field(one));
  });

  it("is not the same for different things", () => {
    expect(field(z.string())).not.toEqual(field(z.string().nullable()));
    expect(field(z.string())).not.toEqual(field(z.string().min(1)));
    expect(field(z.enum(["a"]))).not.toEqual(field(z.string()));
  });

  it("keeps a default, null included", () => {
    expect(field(z.int().default(3))?.default).toBe(3);
    expect(field(z.int().nullable().default(null))?.default).toBeNull();
    expect(field(z.int())?.default).toBeUndefined();
  });

  it("keeps keywords that no rule knows", () => {
    expect(shapeOf({ type: "array", uniqueItems: true }).members[0]?.keywords).toEqual({ uniqueItems: true });
    expect(shapeOf({ type: "object", additionalProperties: false }).members[0]?.entries).toBeUndefined();
  });
});

describe("places", () => {
  it("goes through objects, lists and records", () => {
    const shape = z.object({
      rows: z.object({ got: z.int() }),
      checks: z.array(z.object({ rule: z.string() })),
      stages: z.record(z.string(), z.object({ ms: z.int() })),
    });
    expect(paths(shape, shape)).toEqual([
      "data",
      "data.rows",
      "data.rows.got",
      "data.checks",
      "data.checks[]",
      "data.checks[].rule",
      "data.stages",
      "data.stages.*",
      "data.stages.*.ms",
    ]);
  });

  it("names the members of a union by what tells them apart", () => {
    const run = z.object({ scope: z.literal("run"), units: z.int() });
    const unit = z.object({
      scope: z.literal("unit"),
      what: z.union([z.string(), z.object({ id: z.int() })]),
    });
    const shape = z.discriminatedUnion("scope", [run, unit]);
    const turned = z.discriminatedUnion("scope", [unit, run]);
    expect(paths(shape, turned)).toEqual([
      "data",
      "data(scope=run).scope",
      "data(scope=run).units",
      "data(scope=unit).scope",
      "data(scope=unit).what",
      "data(scope=unit).what(object).id",
    ]);
  });

  it("does not mix up members that nothing tells apart", () => {
    const shape = z.union([z.object({ a: z.int() }), z.object({ b: z.int() })]);
    expect(paths(shape, shape)).toEqual(["data", "data(object).a", "data(object#2).b"]);
  });

  it("goes only where both sides are", () => {
    expect(paths(z.object({ a: z.int(), b: z.int() }), z.object({ b: z.int(), c: z.int() }))).toEqual([
      "data",
      "data.b",
    ]);
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { EventDefinition } from "../define.ts";
import type { JsonSchema } from "../json-schema.ts";
import { manifest } from "../manifest.ts";
import { Extracted } from "../run/extracted.ts";
import { anyData, anyEvent, anyMetadata, valid } from "./arbitrary.ts";
import { damaged } from "./damage.ts";
import { thrownBy } from "./sample.ts";

// The property tests prove only as much as these generators reach.

describe("valid", () => {
  it.each<[string, JsonSchema, (value: never) => boolean]>([
    ["bounds", { type: "integer", minimum: 2, maximum: 4 }, (n: number) => n >= 2 && n <= 4],
    ["a form", { type: "string", pattern: "^a\\d$" }, (text: string) => /^a\d$/.test(text)],
    ["a length", { type: "string", minLength: 1 }, (text: string) => text.length > 0],
    ["values", { enum: ["x", null] }, (value: unknown) => value === "x" || value === null],
    ["types", { type: ["string", "null"] }, (value: unknown) => value === null || typeof value === "string"],
  ])("keeps to %s", (_, schema, holds) => {
    for (const value of fc.sample(valid(schema), 50)) expect(holds(value as never)).toBe(true);
  });

  it("leaves optional fields out, and puts them in", () => {
    const inputs = fc.sample(anyData(Extracted), 100) as { inputs: { version?: string }[] }[];
    const all = inputs.flatMap((data) => data.inputs);
    expect(all.some((input) => "version" in input)).toBe(true);
    expect(all.some((input) => !("version" in input))).toBe(true);
  });

  it("reaches events of the run and of partitions, with and without a cause", () => {
    const all = fc.sample(anyMetadata(), 100);
    expect(new Set(all.map(({ partition }) => partition === undefined)).size).toBe(2);
    expect(new Set(all.map(({ causationId }) => causationId === null)).size).toBe(2);
  });

  it("reaches every version of every event", () => {
    const definitions: readonly EventDefinition[] = manifest.definitions;
    const seen = new Set(
      fc.sample(anyEvent(definitions), 400).map(({ metadata }) => `${metadata.type}/${metadata.version}`),
    );
    expect(seen.size).toBe(definitions.reduce((sum, { version }) => sum + version, 0));
  });
});

describe("damaged", () => {
  it("breaks many events, and not all", () => {
    for (const definition of manifest.definitions as readonly EventDefinition[]) {
      const values = fc.sample(damaged(anyData(definition)), 100);
      const broken = values.filter((value) => !definition.schema.safeParse(value).success);
      expect(broken.length).toBeGreaterThan(25);
      expect(broken.length).toBeLessThan(95);
    }
  });
});

describe("thrownBy", () => {
  it("is what was thrown, and fails where nothing was", () => {
    const error = new Error("x");
    const act = () => {
      throw error;
    };
    expect(thrownBy(act)).toBe(error);
    expect(() => thrownBy(() => 1)).toThrow("nothing was thrown");
  });
});

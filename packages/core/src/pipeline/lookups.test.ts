import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import type { SourceByName } from "./definition.ts";
import { lookupFor } from "./lookups.ts";
import { refusePipelineName, refuseSourceName, refuseTable } from "./names.ts";
import { isSource, namedSources } from "./sources.ts";
import { refusal } from "./testing/refusal.ts";
import { sourceOf } from "./testing/source.ts";

const Code = z.object({ code: z.string() });
const source = (dataset = "file:codes.csv") => sourceOf(dataset, Code);

describe("a source that only a rule refers to", () => {
  const words = fc.constantFrom(
    "airports",
    "step1",
    "input",
    "_waybill_x",
    "1st",
    "*",
    "a-b",
    "",
    "Flights",
    "x.csv.gz",
    "é",
  );
  const datasets = fc.tuple(fc.constantFrom("file", "rows", "postgres"), fc.array(words, { maxLength: 3 }));

  test("always gets a name that is free and that SQL can say", () => {
    fc.assert(
      fc.property(fc.array(datasets, { minLength: 1, maxLength: 6 }), (list) => {
        let lookups: readonly SourceByName[] = [];
        for (const [kind, parts] of list) {
          const found = lookupFor(source(`${kind}:${parts.join("/")}`), "flights", lookups);
          const taken = ["flights", ...lookups.map(({ name }) => name)];
          expect(() => refuseSourceName(found.name, taken, "here")).not.toThrow();
          expect(found.lookups).toHaveLength(lookups.length + 1);
          lookups = found.lookups;
        }
      }),
    );
  });

  test("keeps the name that it has", () => {
    const codes = source();
    const first = lookupFor(codes, "flights", []);
    const again = lookupFor(codes, "flights", first.lookups);
    expect(again).toEqual({ name: first.name, lookups: first.lookups });
  });

  test("is not taken for another of the same data", () => {
    const first = lookupFor(source(), "flights", []);
    const second = lookupFor(source(), "flights", first.lookups);
    expect([first.name, second.name]).toEqual(["codes", "codes_2"]);
  });
});

describe("what is a source", () => {
  test("has a contract and can be read", () => {
    expect(isSource(source())).toBe(true);
    expect(
      [null, undefined, "file.csv", {}, { contract: {} }, { contract: {}, read: 1 }].filter(isSource),
    ).toEqual([]);
  });

  test("sources by name keep their order", () => {
    const [b, a] = [source("b"), source("a")];
    expect(namedSources({ b, a }, [], "here")).toEqual([
      { name: "b", source: b },
      { name: "a", source: a },
    ]);
    expect(namedSources(null, [], "here")).toEqual([]);
  });
});

describe("names", () => {
  const safe = fc
    .stringMatching(/^[A-Za-z][A-Za-z0-9_]{0,8}$/)
    .filter((name) => !/^(input|step\d+)$/i.test(name));

  test("of letters, digits and _ are good for everything", () => {
    fc.assert(
      fc.property(safe, safe, (name, schema) => {
        refusePipelineName(name);
        refuseSourceName(name, [], "here");
        refuseTable(name, "here");
        refuseTable(`${schema}.${name}`, "here");
      }),
    );
  });

  test("with anything that a path, a shell or SQL could take for its own are good for nothing", () => {
    const strange = fc.constantFrom(..." ./\\'\"`;$*?#:()é\n\0");
    fc.assert(
      fc.property(
        fc.string({ maxLength: 4 }),
        strange,
        fc.string({ maxLength: 4 }),
        (before, character, after) => {
          const name = before + character + after;
          expect(refusal(() => refusePipelineName(name))).toMatch(/^pipeline\.name/);
          expect(refusal(() => refuseSourceName(name, [], "here"))).toMatch(/^source\.name/);
        },
      ),
    );
  });

  test("of sources are one name in upper and lower case", () => {
    fc.assert(
      fc.property(safe, (name) => {
        expect(refusal(() => refuseSourceName(name.toUpperCase(), [name.toLowerCase()], "here"))).toMatch(
          /already/,
        );
      }),
    );
  });
});

import { describe, expect, it } from "vitest";
import * as z from "zod";
import { defineEvent, type EventDefinition } from "../define.ts";
import { manifest } from "../manifest.ts";
import { digest } from "./canonical.ts";
import { type Contract, runningContracts } from "./contract.ts";
import { explain, type Finding } from "./finding.ts";
import { readFrozen } from "./frozen.ts";
import { checkCompatibility, gate } from "./gate.ts";
import { historyRules, notFrozen } from "./history/index.ts";

const Text = z.object({ mode: z.enum(["a", "b"]) });
const More = z.object({ mode: z.enum(["a", "b", "c"]) });
const Fewer = z.object({ mode: z.enum(["a"]) });

const contractOf = (definition: EventDefinition): Contract => runningContracts([definition])[1] as Contract;
const thing = (shape: z.ZodType) => contractOf(defineEvent("Thing", "A thing.", { 1: shape }));
const things = (first: z.ZodType, second: z.ZodType) =>
  contractOf(
    defineEvent("Thing", "A thing.", {
      1: first,
      2: { schema: second, upcast: (older: unknown) => older as never },
    }),
  );
const frozen = (contract: Contract): Contract => ({
  ...contract,
  digests: Object.fromEntries(Object.entries(contract.versions).map(([n, schema]) => [n, digest(schema)])),
});
const brief = (findings: readonly Finding[]) =>
  findings.map(({ rule, type, version, path }) => `${rule} ${type}/${version} ${path}`);

describe("the events of this repository", () => {
  it("are what is frozen in schemas/", () => {
    expect(checkCompatibility().map(explain)).toEqual([]);
  });

  it("are all frozen, and the metadata with them", () => {
    const names = readFrozen().flatMap(({ type, versions }) =>
      Object.keys(versions).map((n) => `${type}/${n}`),
    );
    const expected = (manifest.definitions as readonly EventDefinition[]).flatMap(({ type, schemas }) =>
      Object.keys(schemas).map((n) => `${type}/${n}`),
    );
    expect(names.sort()).toEqual([...expected, "Metadata/1"].sort());
  });
});

describe("the gate", () => {
  it("lets the same through", () => {
    expect(gate([frozen(thing(Text))], [thing(Text)])).toEqual([]);
  });

  it("names the rule, the event, the path, the change and what to do", () => {
    expect(gate([frozen(thing(Text))], [thing(More)])).toEqual([
      {
        rule: "enum-value-added",
        type: "Thing",
        version: 1,
        path: "data.mode",
        before: "not allowed",
        after: '"c"',
        why: "Deployed consumers refuse a value that they have never seen.",
        next: expect.stringMatching(/^leave version 1 as it is frozen and add a version 2 with an upcast/),
      },
    ]);
  });

  it("asks for the freeze command after a change that every reader bears", () => {
    const after = Text.extend({ note: z.string().optional() });
    expect(gate([frozen(thing(Text))], [thing(after)])).toMatchObject([
      { rule: "not-frozen", path: "schemas/Thing/1.json", next: "node packages/events/src/freeze.ts" },
    ]);
  });

  it("asks for it after a change of words, which breaks nobody", () => {
    const after = z.object({ mode: z.enum(["a", "b"]).meta({ description: "How." }) });
    expect(brief(gate([frozen(thing(Text))], [thing(after)]))).toEqual([
      "not-frozen Thing/1 schemas/Thing/1.json",
    ]);
  });

  it("does not ask for it while anything else is wrong", () => {
    const after = More.extend({ note: z.string().optional() });
    expect(brief(gate([frozen(thing(Text))], [thing(after)]))).toEqual([
      "enum-value-added Thing/1 data.mode",
    ]);
  });

  it("asks for it for a new version and for a new event", () => {
    expect(brief(gate([frozen(thing(Text))], [things(Text, More)]))).toEqual([
      "not-frozen Thing/2 schemas/Thing/2.json",
    ]);
    expect(brief(gate([], [thing(Text)]))).toEqual(["not-frozen Thing/1 schemas/Thing/1.json"]);
  });

  it("lets an older version read more than it did, as no one publishes it any more", () => {
    expect(gate([frozen(things(Text, Text))], [things(More, Text)])).toEqual([]);
  });

  it("does not let an older version read less than was stored in it", () => {
    expect(gate([frozen(things(Text, Text))], [things(Fewer, Text)])).toMatchObject([
      { rule: "enum-value-removed", version: 1, next: expect.stringMatching(/^put version 1 of Thing back/) },
    ]);
  });

  it("leaves the file of an older version alone, whatever its description says today", () => {
    const older = Text.meta({ description: "Other words." });
    expect(gate([frozen(things(Text, Text))], [things(older, Text)])).toEqual([]);
  });

  it("sees that a version is gone, and that an event is", () => {
    expect(brief(gate([frozen(things(Text, Text))], [thing(Text)]))).toEqual([
      "version-deleted Thing/2 schemas/Thing/2.json",
    ]);
    expect(brief(gate([frozen(things(Text, Text))], []))).toEqual([
      "version-deleted Thing/1 schemas/Thing/1.json",
      "version-deleted Thing/2 schemas/Thing/2.json",
    ]);
  });

  it("sees that a frozen file was edited along with the code", () => {
    const edited = { ...thing(More), digests: frozen(thing(Text)).digests };
    expect(gate([edited], [thing(More)])).toMatchObject([
      {
        rule: "frozen-file-edited",
        path: "schemas/Thing/1.json",
        next: expect.stringContaining("git checkout packages/events/schemas/Thing/1.json"),
      },
    ]);
  });

  it("sees that a frozen file was deleted, or written by hand", () => {
    const deleted = { ...frozen(thing(Text)), versions: {} };
    const written = { ...thing(Text), digests: {} };
    expect(gate([deleted], [thing(Text)])).toMatchObject([{ rule: "frozen-file-edited", after: "no file" }]);
    expect(gate([written], [thing(Text)])).toMatchObject([
      { rule: "frozen-file-edited", before: "not in schemas/digests.json" },
    ]);
  });

  it("says of the metadata that it has one version for ever", () => {
    const [metadata] = runningContracts([]) as [Contract];
    const { version: _, ...properties } = metadata.versions[1]?.properties ?? {};
    const after: Contract = { ...metadata, versions: { 1: { ...metadata.versions[1], properties } } };
    expect(gate([frozen(metadata)], [after])).toMatchObject([
      {
        rule: "property-removed",
        path: "metadata.version",
        next: expect.stringMatching(/^the metadata has one version/),
      },
    ]);
  });

  it("tells all that is wrong at once, each where it is", () => {
    const before = z.object({
      scope: z.literal("run"),
      rows: z.object({ got: z.int(), lost: z.int() }),
      checks: z.array(z.object({ rule: z.string(), column: z.string() })),
      stages: z.record(z.string(), z.object({ ms: z.int() })),
    });
    const after = z.object({
      scope: z.literal("run"),
      rows: z.object({ got: z.int() }),
      checks: z.array(z.object({ rule: z.string(), column: z.string().nullable() })),
      stages: z.record(z.string(), z.object({ ms: z.string() })),
    });
    expect(brief(gate([frozen(thing(before))], [thing(after)]))).toEqual([
      "property-removed Thing/1 data.rows.lost",
      "made-nullable Thing/1 data.checks[].column",
      "type-changed Thing/1 data.stages.*.ms",
    ]);
  });
});

describe("explain", () => {
  it("is four lines for people", () => {
    const [finding] = gate([frozen(thing(Text))], [thing(More)]) as [Finding];
    expect(explain(finding).split("\n")).toEqual([
      "enum-value-added  Thing/1  data.mode",
      '  not allowed -> "c"',
      "  why: Deployed consumers refuse a value that they have never seen.",
      expect.stringMatching(/^ {2}next: leave version 1 .*--unreleased Thing\/1$/),
    ]);
  });
});

describe.each([...historyRules, notFrozen].map((rule) => [rule.id, rule] as const))("%s", (_, rule) => {
  it("finds what its fixture breaks and lets the other through", () => {
    const { breaks, holds } = rule.fixtures;
    expect(rule.check(breaks.before, breaks.after)).toHaveLength(1);
    expect(rule.check(holds.before, holds.after)).toEqual([]);
    expect(rule.purpose).toMatch(/^[A-Z].{20,130}\.$/);
  });
});

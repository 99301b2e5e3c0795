import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import * as z from "zod";
import { defineEvent } from "../define.ts";
import { jsonSchemas } from "../json-schema.ts";
import { manifest } from "../manifest.ts";
import { thrownBy } from "../testing/sample.ts";
import { canonical, digest } from "./canonical.ts";
import { runningContracts } from "./contract.ts";
import { freeze } from "./freeze.ts";
import { readFrozen, removeFrozen, schemasDirectory, writeFrozen } from "./frozen.ts";
import { gate } from "./gate.ts";

const V1 = z.object({ rows: z.int() });
const V2 = z.object({ rows: z.object({ got: z.int() }) });
const one = (shape: z.ZodType = V1) => runningContracts([defineEvent("Thing", "A thing.", { 1: shape })]);
const two = () =>
  runningContracts([
    defineEvent("Thing", "A thing.", {
      1: V1,
      2: { schema: V2, upcast: ({ rows }: z.output<typeof V1>) => ({ rows: { got: rows } }) },
    }),
  ]);

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "waybill-freeze-"));
});
afterEach(() => rmSync(directory, { recursive: true }));

const text = (name: string) => readFileSync(join(directory, name), "utf8");

describe("freeze", () => {
  it("writes what is missing, once", () => {
    expect(freeze([], directory, one())).toEqual({ written: ["Metadata/1", "Thing/1"], findings: [] });
    expect(freeze([], directory, one())).toEqual({ written: [], findings: [] });
    expect(readdirSync(directory).sort()).toEqual(["Metadata", "Thing", "digests.json"]);
    expect(JSON.parse(text("Thing/1.json"))).toEqual(one()[1]?.versions[1]);
    expect(text("Thing/1.json")).toMatch(/^\{\n {2}"\$schema".*\}\n$/s);
  });

  it("adds a version and leaves the older file as it is", () => {
    freeze([], directory, one());
    const before = text("Thing/1.json");
    expect(freeze([], directory, two()).written).toEqual(["Thing/2"]);
    expect(text("Thing/1.json")).toBe(before);
    expect(gate(readFrozen(directory), two())).toEqual([]);
  });

  it("takes a change of the latest version that every reader bears", () => {
    freeze([], directory, one());
    expect(freeze([], directory, one(V1.extend({ note: z.string().optional() }))).written).toEqual([
      "Thing/1",
    ]);
    expect(text("Thing/1.json")).toContain("note");
  });

  it("writes nothing where somebody would be hurt", () => {
    freeze([], directory, one());
    const before = text("Thing/1.json");
    const { written, findings } = freeze([], directory, one(V2));
    expect(written).toEqual([]);
    expect(findings.map(({ rule, path }) => `${rule} ${path}`)).toEqual(["type-changed data.rows"]);
    expect(text("Thing/1.json")).toBe(before);
  });

  it("does not cover up an edited file", () => {
    freeze([], directory, one());
    writeFileSync(join(directory, "Thing/1.json"), text("Thing/1.json").replace("integer", "string"));
    expect(freeze([], directory, one()).findings.map(({ rule }) => rule)).toContain("frozen-file-edited");
  });

  it("does not mind how a file is laid out", () => {
    freeze([], directory, one());
    writeFileSync(join(directory, "Thing/1.json"), text("Thing/1.json").replaceAll("\n", "\r\n"));
    expect(gate(readFrozen(directory), one())).toEqual([]);
  });

  it("freezes anew what was never released", () => {
    freeze([], directory, two());
    expect(freeze(["Thing/1"], directory, one(V2)).findings).toMatchObject([{ rule: "version-deleted" }]);
    expect(freeze(["Thing/1", "Thing/2"], directory, one(V2))).toEqual({
      written: ["Thing/1"],
      findings: [],
    });
    expect(readdirSync(join(directory, "Thing"))).toEqual(["1.json"]);
    expect(gate(readFrozen(directory), one(V2))).toEqual([]);
  });

  it("freezes all anew before the first release", () => {
    freeze([], directory, two());
    expect(freeze(["all"], directory, one(V2)).written).toEqual(["Metadata/1", "Thing/1"]);
  });

  it("refuses a name that it does not know", () => {
    freeze([], directory, one());
    expect(thrownBy(() => freeze(["Thin/1"], directory, one()))).toMatchObject({
      code: "event.unknown-version",
      message: "Thin/1 is not frozen",
      why: "frozen are Metadata/1, Thing/1",
    });
  });
});

describe("the frozen schemas", () => {
  it("are read as they were written", () => {
    writeFrozen("Thing/1", { type: "string" }, directory);
    writeFrozen("Thing/10", { type: "number" }, directory);
    expect(readFrozen(directory)).toEqual([
      {
        type: "Thing",
        versions: { 1: { type: "string" }, 10: { type: "number" } },
        digests: { 1: digest({ type: "string" }), 10: digest({ type: "number" }) },
      },
    ]);
    removeFrozen("Thing/1", directory);
    expect(readFrozen(directory)[0]?.digests).toEqual({ 10: digest({ type: "number" }) });
  });

  it("are none where there is no directory", () => {
    expect(readFrozen(join(directory, "nowhere"))).toEqual([]);
  });

  it("stand in the repository as the running code says them, to the byte", () => {
    const latest = jsonSchemas().filter(({ type, version }) => manifest.definition(type).version === version);
    for (const { type, version, data } of latest) {
      const file = readFileSync(join(schemasDirectory(), type, `${version}.json`), "utf8");
      expect(file).toBe(`${JSON.stringify(data, null, 2)}\n`);
    }
  });
});

describe("canonical", () => {
  it("is the same for the same value, whatever the order of its keys", () => {
    expect(canonical({ b: [{ d: 1, c: null }], a: "x" })).toBe('{"a":"x","b":[{"c":null,"d":1}]}');
    expect(digest({ a: 1, b: 2 })).toBe(digest({ b: 2, a: 1 }));
    expect(digest([1, 2])).not.toBe(digest([2, 1]));
    expect(canonical(undefined)).toBeUndefined();
  });
});

describe("node packages/events/src/freeze.ts", () => {
  const command = join(import.meta.dirname, "../freeze.ts");
  const run = (...args: string[]) => spawnSync(process.execPath, [command, ...args], { encoding: "utf8" });

  it("--check passes", () => {
    expect(run("--check")).toMatchObject({
      status: 0,
      stdout: "every event is frozen as it is\n",
      stderr: "",
    });
  });

  it("says how it is called where it is called otherwise", () => {
    const { status, stderr } = run("--chek");
    expect(status).toBe(2);
    expect(stderr).toMatch(/Unknown option '--chek'.*--check.*--unreleased/s);
  });

  it("says what is frozen where a name is not", () => {
    const { status, stderr } = run("--unreleased", "Loaded/9");
    expect(status).toBe(2);
    expect(stderr).toMatch(/^Loaded\/9 is not frozen\n {2}why: frozen are .*Loaded\/1, Loaded\/2/);
  });
});

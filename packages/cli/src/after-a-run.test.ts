import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { RESERVED } from "./query/reserved.ts";
import { type Answer, type } from "./testing/command-line.ts";
import { rowsPipeline, type TestFolder, testFolder } from "./testing/folder.ts";

let folder: TestFolder;
let run: Answer;
let runId: string;

const typed = (...inputs: string[]) => type(inputs, { cwd: folder.path });
const json = async (...inputs: string[]) => JSON.parse((await typed(...inputs, "--json")).out);

beforeAll(async () => {
  folder = await testFolder();
  await folder.file("pipelines/index.ts", 'export default { names: () => import("./names.ts") };');
  await folder.file("pipelines/names.ts", rowsPipeline({ name: "names" }));
  await folder.file(
    "subscribers/index.ts",
    `import { Permanent } from "@waybill/core";
     import { Loaded, subscriber } from "@waybill/events";
     const grumpy = subscriber({ on: Loaded }, () => { throw new Permanent("grumpy.no", "not today"); });
     export default { grumpy };`,
  );
  run = await typed("run", "names", "--json");
  runId = JSON.parse(run.out).run;
});
afterAll(() => folder[Symbol.asyncDispose]());

test("the run itself is done, whatever a subscriber says of it", () => {
  expect(run.code).toBe(0);
  expect(JSON.parse(run.out)).toMatchObject({ status: "completed", deadLetters: 1 });
});

test("runs", async () => {
  expect((await typed("runs")).out).toMatch(/names +completed .* 40 +4 +36\n/);
  expect(await json("runs", "--pipeline", "names")).toMatchObject([{ run: runId, status: "completed" }]);
  expect(await json("runs", "--pipeline", "others")).toEqual([]);
});

test("lineage, by id, by its first letters, as last, or without a word", async () => {
  const whole = await typed("lineage", runId);
  expect(whole.code).toBe(0);
  expect(whole.out).toContain(`names  run ${runId}  completed`);
  for (const given of [[runId.slice(0, 20)], ["last"], []])
    expect(await typed("lineage", ...given)).toEqual(whole);
  const { run: named, hops } = await json("lineage");
  expect(named).toBe(runId);
  const ids = new Set(hops.map(({ id }: { id: string }) => id));
  for (const { causationId } of hops.slice(1)) expect(ids).toContain(causationId);
  expect(hops.map(({ type: name }: { type: string }) => name)).toContain("Loaded");
});

test("events, filtered by run and type, one a line for programs", async () => {
  const all = (await typed("events", "--json")).out.trimEnd().split("\n");
  expect(all.map((line) => JSON.parse(line).metadata.runId)).toEqual(all.map(() => runId));
  const loaded = (await typed("events", "--run", "last", "--type", "Loaded")).out;
  expect(loaded).toMatch(/^\S+ {2}Loaded +run +names \(replace\): 36 inserted {2}.*\n$/);
  expect(await typed("events", "--type", "Lodaed")).toMatchObject({
    code: 2,
    err: expect.stringContaining("Loaded?"),
  });
});

describe("query", () => {
  test("words of the engine's grammar are all known as names to be quoted", async () => {
    const kinds = "keyword_category in ('reserved', 'type_function')";
    const words = await json("query", `select keyword_name as word from duckdb_keywords() where ${kinds}`);
    expect(words.map(({ word }: { word: string }) => word).toSorted()).toEqual([...RESERVED].toSorted());
  });

  test("a table, CSV and JSON of the same rows", async () => {
    const sql = "select id, name from names order by id limit 2";
    expect((await typed("query", sql)).out).toBe("id  name\n 1  name 1\n 2  name 2\n2 rows\n");
    expect((await typed("query", sql, "--csv")).out).toBe("id,name\r\n1,name 1\r\n2,name 2\r\n");
    expect(await json("query", sql)).toEqual([
      { id: 1, name: "name 1" },
      { id: 2, name: "name 2" },
    ]);
  });

  test("a limit says that there is more", async () => {
    expect((await typed("query", "from names", "--limit", "3")).out).toContain(
      "3 rows, and there are more: --limit",
    );
    const machine = await typed("query", "from names", "--limit", "3", "--json");
    expect(JSON.parse(machine.out)).toHaveLength(3);
    expect(machine.err).toBe("only the first 3 rows: there are more\n");
  });

  test.each([
    [["selec 1"], 2],
    [["drop table names"], 2],
    [["from nowhere"], 2],
    [["from names", "--csv", "--json"], 2],
  ])("%j is refused", async (inputs, code) => {
    const answer = await typed("query", ...inputs);
    expect(answer.code).toBe(code);
    expect(answer.err).toMatch(/^error (query|warehouse)\./);
    expect(answer.err).toMatch(/\n {2}(why|next) +\S/);
  });
});

test("quarantine: where the rows are, and the rows with their reasons", async () => {
  const { artifacts } = await json("quarantine", "list");
  expect(artifacts).toHaveLength(2);
  expect(artifacts[0]).toMatchObject({ kind: "quarantine", stage: "extract", unit: "names#0", rows: 2 });
  const shown = await json("quarantine", "show", runId);
  expect(shown.quarantine).toHaveLength(4);
  expect(shown.quarantine[0]).toMatchObject({
    unit: "names#0",
    reasons: [{ check: "name.notNull", message: "name is missing" }],
    row: { name: null },
  });
  const { out } = await typed("quarantine", "show", "--limit", "1");
  expect(out).toContain("4 rows broke a rule\n  name.notNull  name is missing\n    names#0  id=");
  expect(out).toContain("3 more: --limit 4");
});

test("dead letters: listed, shown, sent back, given up", async () => {
  const [letter, ...others] = await json("dlq", "list");
  expect(others).toEqual([]);
  expect(letter).toMatchObject({ subscription: "subscriber-grumpy", type: "Loaded", run: runId });
  const id = String(letter.id);
  const shown = await typed("dlq", "show", id);
  expect(shown.out).toContain("error grumpy.no: not today");
  expect(shown.out).toContain('"type": "Loaded"');

  const redriven = await typed("dlq", "redrive", id);
  expect(redriven.out).toContain(`Loaded of run ${runId} for subscriber-grumpy is back in its queue`);
  expect(redriven.out).toContain("waybill run names");
  expect(await json("dlq", "list", "--run", "last")).toEqual([]);
  expect(await typed("dlq", "discard", id)).toMatchObject({
    code: 2,
    err: expect.stringContaining("dead-letter.unknown"),
  });

  await typed("run", "names", "--quiet");
  const [again] = await json("dlq", "list", "--run", runId);
  expect((await typed("dlq", "discard", String(again.id))).out).toContain("is given up");
  expect(await json("dlq", "list", "--run", runId)).toEqual([]);
});

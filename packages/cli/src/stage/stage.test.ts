import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { pipelinesIn } from "../project/pipelines.ts";
import { type } from "../testing/command-line.ts";
import { rowsPipeline, type TestFolder, testFolder } from "../testing/folder.ts";
import { type Deployment, deployment } from "./testing/deployment.ts";
import { CALLER } from "./testing/server.ts";

/** A source that fails until a file is there. */
const mendable = (name: string, gate: string): string =>
  rowsPipeline({ name, rows: 5 }).replace(
    "for (let i = 0",
    `if (detail === 1 && !existsSync(${JSON.stringify(gate)})) throw new TypeError("not mended");\n      for (let i = 0`,
  );

let folder: TestFolder;
let stage: Deployment;
beforeAll(async () => {
  vi.stubEnv("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "secret");
  vi.stubEnv("AWS_REGION", "eu-central-1");
  folder = await testFolder();
  await folder.file("pipelines/index.ts", "export default {};");
  await folder.file(
    "subscribers/index.ts",
    `import { Permanent } from "@waybill/core";
     import { Loaded, subscriber } from "@waybill/events";
     const grumpy = subscriber({ on: Loaded }, () => { throw new Permanent("grumpy.no", "not today"); });
     export default { grumpy };`,
  );
  const files = await Promise.all([
    folder.file("pipelines/strict.ts", rowsPipeline({ name: "strict", tolerate: "1%" })),
    folder.file("pipelines/mended.ts", mendable("mended", join(folder.path, "gate"))),
    folder.file("pipelines/names.ts", rowsPipeline({ name: "names" })),
  ]);
  stage = await deployment(folder, (await Promise.all(files.map(pipelinesIn))).flat());
});
afterAll(async () => {
  await stage[Symbol.asyncDispose]();
  await folder[Symbol.asyncDispose]();
  vi.unstubAllEnvs();
});

const waybill = (...inputs: string[]) => stage.waybill(...inputs);
const local = (...inputs: string[]) => type([...inputs, "--state", stage.state], { cwd: folder.path });
const json = async (...inputs: string[]) => JSON.parse((await waybill(...inputs, "--json")).out);
/** On a stage the artifacts' folder is in a bucket. */
const withoutFolder = (out: string) => out.replace(/^artifacts in .*\n/m, "");

describe("says of a stage what it says of a folder:", () => {
  test.each([
    ["runs"],
    ["runs", "--limit", "1"],
    ["runs", "--json"],
    ["runs", "--pipeline", "strict", "--json"],
    ["lineage"],
    ["lineage", "last", "--json"],
    ["events", "--run", "last", "--type", "Loaded", "--json"],
    ["quarantine", "show", "last"],
    ["quarantine", "show", "--limit", "1"],
    ["quarantine", "show", "--json"],
  ])("%s %s %s %s %s %s", async (...inputs) => {
    const given = inputs.filter((word) => word !== undefined);
    const [there, here] = [await waybill(...given), await local(...given)];
    expect(there).toMatchObject({ code: 0, err: "" });
    expect(withoutFolder(there.out)).toBe(withoutFolder(here.out));
    expect(there.out.length).toBeGreaterThan(20);
  });
});

test("events are in the order in which things happened, where a folder has them as they were published", async () => {
  const [there, here] = await Promise.all([waybill, local].map((typed) => typed("events", "--run", "last")));
  const sorted = (out = "") => out.split("\n").sort();
  expect(sorted(there?.out)).toEqual(sorted(here?.out));
  const times = there?.out
    .trimEnd()
    .split("\n")
    .map((line) => line.slice(0, 12));
  expect(times).toEqual(times?.toSorted());
});

test("where held-back rows lie is an address there", async () => {
  const { artifacts, run } = await json("quarantine", "list", "last");
  expect(artifacts).toHaveLength(2);
  expect(artifacts[0]).toMatchObject({ kind: "quarantine", unit: "names#0", rows: 2 });
  expect(artifacts[0].path).toMatch(new RegExp(`^local:${run}/`));
});

test("a run that is not there is refused like here, with the stage in the advice", async () => {
  const answer = await waybill("lineage", "01AAAAAAAAAAAAAAAAAAAAAAAA");
  expect(answer).toMatchObject({ code: 2, out: "" });
  expect(answer.err).toContain("error run.unknown: there is no run 01AAAAAAAAAAAAAAAAAAAAAAAA\n");
  expect(answer.err).toContain("see which there are: npx waybill runs --stage test\n");
});

test("dead letters: listed, shown, sent back, given up", async () => {
  const [letter, ...others] = await json("dlq", "list", "--run", "last");
  expect(others).toEqual([]);
  expect(letter).toMatchObject({ subscription: "subscriber-grumpy", type: "Loaded" });
  expect(letter.id).toMatch(/^0{8}-/);
  expect((await waybill("dlq", "list")).out).toContain(letter.id);
  expect((await waybill("dlq", "show", letter.id)).out).toContain("error grumpy.no: not today");

  const redriven = await waybill("dlq", "redrive", letter.id);
  expect(redriven.out).toContain(`Loaded of run ${letter.run} for subscriber-grumpy is back in its queue`);
  expect(redriven.out).toContain(`npx waybill lineage ${letter.run} --stage test\n`);
  expect(await json("dlq", "list", "--run", "last")).toEqual([]);
  expect(await waybill("dlq", "discard", letter.id)).toMatchObject({
    code: 2,
    err: expect.stringContaining("error dead-letter.unknown"),
  });
});

describe("a run that is asked for", () => {
  test("is followed to its end, and told like one on this machine", async () => {
    const { code, out, err } = await waybill("run", "names", "--set", "since=today");
    expect({ code, err }).toEqual({ code: 0, err: "" });
    const [, runId = ""] = /^run (01\w{24}) of names\n/.exec(out) ?? [];
    expect(out).toMatch(/ Requested .*\n.* Planned .*\n/);
    expect(out).toMatch(/✓ names completed in /);
    expect(out).toMatch(/\n {2}loaded +36 /);
    expect(out).toContain(`npx waybill quarantine show ${runId} --stage test`);
    expect(out).not.toContain("waybill query");
    const { hops } = await json("lineage", runId);
    expect(hops[0]).toMatchObject({ type: "Requested" });
    const requested = JSON.parse(
      (await waybill("events", "--run", runId, "--type", "Requested", "--json")).out,
    );
    expect(requested.data).toMatchObject({
      trigger: { kind: "hand", by: CALLER },
      parameters: { since: "today" },
    });
  });

  test("is one object for a program", async () => {
    const run = await json("run", "names", "--quiet");
    expect(run).toMatchObject({ pipeline: "names", status: "completed", partitions: 2, resumed: false });
    expect(run.rows).toMatchObject({ read: 40, loaded: 36 });
    expect(run.quarantine).toHaveLength(2);
  });

  test("and has too many bad rows ends with 3", async () => {
    const { code, out, err } = await waybill("run", "strict", "--quiet");
    expect(code).toBe(3);
    expect(out).toMatch(/^✗ strict failed after .*\n$/);
    expect(err).toMatch(/^error [\w.-]*quarantined/);
  });

  test("of a pipeline that is not deployed is refused", async () => {
    expect(await waybill("run", "others")).toMatchObject({
      code: 2,
      out: "",
      err: expect.stringContaining("error pipeline.missing: there is no pipeline others in this deployment"),
    });
  });
});

test("what failed is done again, once it is mended", async () => {
  const [run] = await json("runs", "--pipeline", "mended");
  expect(run).toMatchObject({ status: "failed" });
  const again = await waybill("retry", run.run, "--quiet");
  expect(again).toMatchObject({ code: 1, out: expect.stringMatching(/^✗ mended failed after/) });
  await folder.file("gate", "");
  const { code, out } = await waybill("retry", run.run);
  expect(code).toBe(0);
  expect(out).toMatch(new RegExp(`^retry 2 of run ${run.run} of mended\n`));
  expect(out.split("\n").filter((line) => line.includes(" Extracted "))).toEqual([
    expect.stringContaining("mended#1"),
  ]);
  expect(out).toMatch(/\n {2}loaded +8 /);
  expect(await waybill("retry", run.run)).toMatchObject({
    code: 2,
    err: expect.stringContaining("error run.not-failed"),
  });
});

describe("refused", () => {
  test.each([
    ["a state folder too", ["runs", "--state", "st"], "stage.and-state"],
    ["a state folder too, for a run", ["run", "names", "--state", "st"], "stage.and-state"],
    ["a path", ["run", "./names.ts"], "stage.path"],
    ["means of this machine", ["run", "names", "--memory", "2GB", "--threads", "2"], "stage.own-means"],
    ["means of this machine, for a retry", ["retry", "last", "--threads", "2"], "stage.own-means"],
    ["events of no run", ["events"], "stage.events-of-run"],
  ])("%s", async (_, inputs, code) => {
    const answer = await waybill(...inputs);
    expect(answer).toMatchObject({ code: 2, out: "" });
    expect(answer.err).toContain(`error ${code}: `);
    expect(answer.err).toContain("  next   ");
  });

  test("a name that is no stage's", async () => {
    expect(await type(["runs", "--stage", "../prod"])).toMatchObject({
      code: 2,
      err: expect.stringContaining("it takes the name of a stage"),
    });
  });

  test("the API of another stage, before anything is done there", async () => {
    const { env } = stage;
    const before = await json("runs");
    const answer = await type(["run", "names", "--stage", "prod"], { cwd: folder.path, env });
    expect(answer).toMatchObject({ code: 2, out: "" });
    expect(answer.err).toContain("error stage.other: this is the API of stage test, not of prod\n");
    expect(await json("runs")).toEqual(before);
  });

  test("a stage whose address nobody knows", async () => {
    const answer = await type(["runs", "--stage", "prod"], { cwd: folder.path });
    expect(answer).toMatchObject({ code: 2, out: "" });
    expect(answer.err).toContain("error stage.no-address: ");
    expect(answer.err).toContain("npx sst deploy --stage prod");
  });
});

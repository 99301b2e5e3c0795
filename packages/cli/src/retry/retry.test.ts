import { rm } from "node:fs/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type } from "../testing/command-line.ts";
import { rowsPipeline, type TestFolder, testFolder } from "../testing/folder.ts";

/** A source that fails until a file is there. */
const mendable = (name: string, gate: string): string =>
  rowsPipeline({ name, rows: 5 }).replace(
    "for (let i = 0",
    `if (detail === 1 && !existsSync(${JSON.stringify(gate)})) throw new TypeError("not mended");\n      for (let i = 0`,
  );

let folder: TestFolder;
beforeAll(async () => {
  folder = await testFolder();
  await folder.file("names.ts", mendable("names", `${folder.path}/mended`));
  await folder.file("gone.ts", mendable("gone", `${folder.path}/never`));
  await folder.file("strict.ts", rowsPipeline({ name: "strict", tolerate: "1%" }));
});
afterAll(() => folder[Symbol.asyncDispose]());

const waybill = (...inputs: string[]) => type([...inputs, "--state", "st"], { cwd: folder.path });
const runOf = async (name: string): Promise<string> =>
  JSON.parse((await waybill("run", name, "--json")).out).run;

test("where nothing has run, and where there is no such run", async () => {
  expect(await type(["retry", "last"], { cwd: folder.path })).toMatchObject({
    code: 2,
    err: expect.stringContaining("error state.none"),
  });
  await runOf("gone.ts");
  const unknown = await waybill("retry", "01AAAAAAAAAAAAAAAAAAAAAAAA");
  expect(unknown).toMatchObject({ code: 2, out: "" });
  expect(unknown.err).toContain("error run.unknown: there is no run 01AAAAAAAAAAAAAAAAAAAAAAAA\n");
  expect(unknown.err).toContain("see which there are: npx waybill runs --state st\n");
});

test("a run that failed names the command; once mended, it does the rest and tells it like a run", async () => {
  const first = await waybill("run", "names.ts");
  expect(first.code).toBe(1);
  const [, runId = ""] = /waybill retry (\w+) --state st +do again what failed/.exec(first.out) ?? [];
  expect(runId).toMatch(/^01\w{24}$/);
  const failedAgain = await waybill("retry", runId, "--quiet");
  expect(failedAgain).toMatchObject({ code: 1, out: expect.stringMatching(/^✗ names failed after .*\n$/) });
  await folder.file("mended", "");
  const second = await waybill("retry", runId.slice(0, 20));
  expect(second).toMatchObject({ code: 0, err: "" });
  const [begin, ...lines] = second.out.split("\n");
  expect(begin).toBe(`retry 2 of run ${runId} of names`);
  expect(lines.filter((line) => / (Extracted|Planned) /.test(line) && !line.includes("run "))).toEqual([
    expect.stringContaining("names#1"),
    expect.stringContaining("names#1"),
  ]);
  expect(second.out).toMatch(/✓ names completed in /);
  expect(second.out).toMatch(/\n {2}read +10\n/);
  expect(second.out).toMatch(/\n {2}loaded +8 /);
  expect(second.out).not.toContain("dlq list");
  expect(await waybill("retry", "last")).toMatchObject({
    code: 2,
    err: expect.stringMatching(/^error run\.not-failed: .*\n.*\n {2}why {4}it completed\n/),
  });
});

test("a run whose rows were too bad is refused with --json too", async () => {
  const runId = await runOf("strict.ts");
  const refused = await waybill("retry", runId, "--json");
  expect(refused.code).toBe(2);
  expect(JSON.parse(refused.out).error).toMatchObject({
    code: "run.not-failed",
    next: `correct the source and run it anew: waybill run ./strict.ts --state st; or change the pipeline's tolerance, then: waybill retry ${runId} --state st`,
  });
});

test("a pipeline whose file is gone", async () => {
  const runId = await runOf("gone.ts");
  await rm(`${folder.path}/gone.ts`);
  const refused = await waybill("retry", runId);
  expect(refused.code).toBe(2);
  expect(refused.err).toContain("error pipeline.missing: the file of pipeline gone is gone\n");
  expect(refused.err).toContain(`put it back, then: npx waybill retry ${runId} --state st\n`);
});

test("help says what it does", async () => {
  expect((await type(["--help"])).out).toMatch(/retry +Do again what failed in a run/);
  expect((await type(["retry", "--help"])).out).toContain("--memory");
});

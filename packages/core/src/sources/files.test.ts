import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import * as z from "zod";
import { type Connection, type Database, openDatabase } from "../engine/database.ts";
import { sniff } from "../engine/read/sniff/sniff.ts";
import { text } from "../engine/sql.ts";
import { type FilesOptions, files } from "./files.ts";
import type { FileReading, PlanContext } from "./source.ts";

let root: string;
let folder: string;
let database: Database;
let connection: Connection;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "waybill-files-"));
  database = await openDatabase({ tempDirectory: join(root, "spill") });
  connection = await database.connect();
});
afterAll(async () => {
  connection.close();
  database.close();
  await rm(root, { recursive: true, force: true });
});

let tests = 0;
beforeEach(() => {
  folder = join(root, `test-${tests++}`);
});

async function put(contents: Readonly<Record<string, string | Uint8Array>>): Promise<void> {
  for (const [name, content] of Object.entries(contents)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
}

const row = z.object({ id: z.int(), name: z.string().nullable() });
type Row = z.output<typeof row>;

let sniffed = 0;
async function plan(
  at: string | readonly string[],
  options: Partial<FilesOptions<Row>> = {},
  context: Partial<PlanContext> = {},
) {
  const works = await files(at, { row, ...options }).plan({
    baseDir: folder,
    parameters: {},
    split: true,
    sizes: { targetBytes: 1000 },
    sniff: (path, given) => {
      sniffed++;
      return sniff(connection, path, given);
    },
    signal: new AbortController().signal,
    ...context,
  });
  return works.map((work) => ({ ...work, reading: work.detail as FileReading }));
}

const described = async (...args: Parameters<typeof plan>) =>
  (await plan(...args)).map(({ describe }) => describe);

test("a run may be asked for over one file alone; a lookup stays whole", async () => {
  await put({ "a.csv": "id,name\n1,a\n", "b.csv": "id,name\n2,b\n" });
  const parameters = { file: "b.csv" };
  const pathsOf = (works: Awaited<ReturnType<typeof plan>>) =>
    works.flatMap(({ inputs }) => inputs.map(({ uri }) => uri));
  expect(pathsOf(await plan("*.csv", {}, { parameters }))).toEqual(["file:b.csv"]);
  expect(pathsOf(await plan("*.csv", {}, { parameters, split: false }))).toEqual([
    "file:a.csv",
    "file:b.csv",
  ]);
  await expect(plan("*.csv", {}, { parameters: { file: "c.csv" } })).rejects.toMatchObject({
    code: "file.missing",
  });
});

describe("which files", () => {
  beforeEach(() =>
    put({
      "data/b.csv": "id,name\n1,x\n",
      "data/a.csv": "id,name\n2,y\n",
      "data/2024/c.csv.gz": gzipSync("id,name\n3,z\n"),
      "data/readme.md": "no data",
      "data/.hidden.csv": "no data",
    }),
  );

  test.each<[string, string | readonly string[], string]>([
    ["a path", "data/a.csv", "data/a.csv"],
    ["a pattern", "data/*.csv", "2 files, data/a.csv to data/b.csv"],
    ["a pattern into folders", "data/**/*.csv.gz", "data/2024/c.csv.gz"],
    ["a folder: data files in it and below", "data", "3 files, data/2024/c.csv.gz to data/b.csv"],
    ["a folder with a slash", "data/", "3 files, data/2024/c.csv.gz to data/b.csv"],
    ["a list, each file once", ["data/b.csv", "data/*.csv"], "2 files, data/a.csv to data/b.csv"],
  ])("%s", async (_what, at, expected) => {
    expect(await described(at)).toEqual([expected]);
  });

  test("an absolute path", async () => {
    expect(await described(join(folder, "data/a.csv"))).toEqual(["data/a.csv"]);
  });

  test("a file whose name is a pattern is that file", async () => {
    await put({ "data/x[1].csv": "id,name\n" });
    expect(await described("data/x[1].csv")).toEqual(["data/x[1].csv"]);
  });

  test("inputs say what was read, and which state of it", async () => {
    const [work] = await plan("data/a.csv");
    expect(work?.inputs).toEqual([
      { uri: "file:data/a.csv", bytes: 12, version: expect.stringMatching(/^12:\d+$/) },
    ]);
    expect(work?.reading.slices).toEqual([{ path: join(folder, "data/a.csv"), firstLine: 1 }]);
  });
});

describe("nothing to read", () => {
  beforeEach(() =>
    put({ "data/flights-1.csv": "id,name\n", "data/flights-2.csv": "", "empty/readme.md": "" }),
  );

  test.each<[string, string, string, RegExp]>([
    ["a missing file", "data/fligths-2.csv", "file.missing", /did you mean flights-2\.csv\?/],
    ["a missing folder", "date/flights-1.csv", "file.missing", /relative ones begin at/],
    ["a pattern without a match", "data/flight-*.csv", "file.no-match", /did you mean|check the pattern/],
    ["a folder without data", "empty", "file.no-match", /data files end in \.csv/],
  ])("%s", async (_what, at, code, next) => {
    await expect(plan(at)).rejects.toMatchObject({
      code,
      class: "permanent",
      message: expect.stringContaining(at),
      next: expect.stringMatching(next),
    });
  });

  test("what is there is said", async () => {
    await expect(plan("data/x.csv")).rejects.toMatchObject({
      why: expect.stringMatching(/data holds flights-1\.csv, flights-2\.csv$/),
    });
  });

  test("a folder that is named like a file", async () => {
    await mkdir(join(folder, "dir.csv"), { recursive: true });
    await expect(plan("dir.csv")).rejects.toMatchObject({
      code: "file.is-directory",
      next: expect.stringContaining("dir.csv/*"),
    });
  });

  test("a link to nowhere", async () => {
    await symlink(join(folder, "gone.csv"), join(folder, "data/link.csv"));
    await expect(plan("data/link.csv")).rejects.toMatchObject({ code: "file.missing" });
  });

  test("no path at all", () => {
    expect(() => files([], { row })).toThrow(expect.objectContaining({ code: "file.no-path" }));
    expect(() => files(" ", { row })).toThrow(expect.objectContaining({ code: "file.no-path" }));
  });

  test.each([
    { delimiter: "" },
    { delimiter: "||" },
    { quote: "“" },
    { skip: -1 },
    { delimiter: ";", quote: ";" },
  ])("a setting that no file has: %o", (option) => {
    expect(() => files("a.csv", { row, ...option })).toThrow(
      expect.objectContaining({ code: "file.format", class: "usage" }),
    );
  });

  test("a damaged file", async () => {
    await put({ "bad.csv.gz": gzipSync("id,name\n1,x\n".repeat(1000)).subarray(0, 40) });
    await expect(plan("bad.csv.gz")).rejects.toMatchObject({
      code: "file.damaged",
      where: join(folder, "bad.csv.gz"),
    });
  });
});

describe("how files are written", () => {
  test("is found out once for all of them", async () => {
    await put({ "a.csv": "id;name\n", "b.csv": "id;name\n1;x\n", "c.csv": "id;name\n2;y\n" });
    sniffed = 0;
    const [work] = await plan("*.csv");
    expect(sniffed).toBe(1);
    expect(work?.reading.format).toMatchObject({
      type: "csv",
      delimiter: ";",
      header: true,
      names: ["id", "name"],
    });
  });

  test("what the author says is taken as it is", async () => {
    await put({ "a.csv": "id;name\n1;x\n" });
    const [work] = await plan("a.csv", { delimiter: ";", nulls: ["NA"], encoding: "latin-1", header: true });
    expect(work?.reading.format).toMatchObject({ delimiter: ";", nulls: ["NA"], encoding: "latin-1" });
  });

  test.each<[string, string, string]>([
    ["a.tsv", "id\tname\n1\tx\n", "csv"],
    ["a.ndjson", '{"id": 1}\n', "ndjson"],
    ["a.jsonl", '{"id": 1}\n', "ndjson"],
    ["a.json", '\ufeff [{"id": 1}]', "json"],
    ["b.json", '{"id": 1}\n{"id": 2}\n', "ndjson"],
    ["a.dat", "id,name\n1,x\n", "csv"],
    ["b.dat", '[{"id": 1}]', "json"],
  ])("%s", async (name, content, type) => {
    await put({ [name]: content });
    expect((await plan(name))[0]?.reading.format.type).toBe(type);
  });

  test("columns in another order are found by name; the format's names stay those of the first file", async () => {
    await put({ "a.csv": "id,name\n1,x\n", "b.csv": "name,more,id\nx,,1\n" });
    const [work] = await plan("*.csv");
    expect(work?.reading.slices.map(({ names }) => names)).toEqual([undefined, ["name", "more", "id"]]);
  });

  test("a column that is missing in a later file", async () => {
    await put({ "a.csv": "id,name\n1,x\n", "b.csv": "id,nmae\n1,x\n" });
    await expect(plan("*.csv")).rejects.toMatchObject({
      code: "csv.missing-column",
      message: 'b.csv has no column "name"',
      where: "b.csv, line 1",
      why: "its header is: id, nmae",
      next: expect.stringContaining('did you mean "nmae"?'),
    });
  });

  test("a first row that has the contract's names is a header, whatever they look like", async () => {
    await put({ "a.csv": "2024,name\n1,x\n" });
    const odd = z.object({ "2024": z.int(), name: z.string() });
    const [work] = await files("a.csv", { row: odd }).plan({
      baseDir: folder,
      parameters: {},
      split: true,
      sizes: { targetBytes: 1000 },
      sniff: (path, given) => sniff(connection, path, given),
      signal: new AbortController().signal,
    });
    expect((work!.detail as FileReading).format).toMatchObject({ header: true, names: ["2024", "name"] });
  });

  test("without a header there has to be a column for each field", async () => {
    await put({ "a.csv": "1,x\n2,y\n", "b.csv": "1,x,9\n2,y,9\n" });
    expect((await plan("a.csv"))[0]?.reading.format).toMatchObject({ header: false, names: null });
    await expect(plan("b.csv")).rejects.toMatchObject({
      code: "csv.column-count",
      why: expect.stringContaining("1, x, 9"),
    });
  });

  test("files of several kinds are no source", async () => {
    await put({ "a.csv": "id,name\n", "b.json": "[]" });
    await expect(plan(".")).rejects.toMatchObject({
      code: "file.mixed-formats",
      class: "usage",
      where: "b.json",
    });
  });
});

describe("partitions", () => {
  const rows = (count: number) => Array.from({ length: count }, (_, i) => `${i},"name\n${i}"\n`).join("");

  test("a thousand small files come together", async () => {
    const small = `id,name\n${rows(5)}`;
    await put(Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`${i}.csv`, small])));
    const works = await plan("*.csv", {}, { sizes: { targetBytes: small.length * 300 } });
    expect(works.map(({ reading }) => reading.slices.length)).toEqual([300, 300, 300, 100]);
    expect(works[3]?.describe).toMatch(/^100 files, \d+\.csv to 999\.csv$/);
  });

  test("a large file is cut at row starts, a large packed one is not", async () => {
    const content = `id,name\n${rows(500)}`;
    await put({ "a.csv": content, "b.csv.gz": gzipSync(content), "c.csv": "id,name\n" });
    const works = await plan(["a.csv", "b.csv.gz", "c.csv"]);
    const isCut = (work: (typeof works)[number]) =>
      work.reading.slices.every(({ range }) => range !== undefined);
    const cuts = works.filter(isCut);
    expect(
      works.filter((work) => !isCut(work)).flatMap(({ inputs }) => inputs.map(({ uri }) => uri)),
    ).toEqual(["file:b.csv.gz", "file:c.csv"]);
    expect(cuts.length).toBe(Math.floor((content.length - 8) / 1000));
    expect(cuts[0]?.describe).toMatch(/^a\.csv bytes 8-\d+$/);
    expect(cuts[0]?.inputs[0]).toMatchObject({ uri: "file:a.csv", part: expect.stringMatching(/^bytes 8-/) });
    expect(cuts.map(({ reading }) => reading.slices[0]?.firstLine)).toEqual(
      cuts.map(({ reading }) => 1 + content.slice(0, reading.slices[0]?.range?.from).split("\n").length - 1),
    );
  });

  test("a lookup is read whole, whatever its size", async () => {
    await put({ "a.csv": `id,name\n${rows(500)}`, "b.csv": "id,name\n1,x\n" });
    const works = await plan("*.csv", {}, { split: false });
    expect(works.map(({ reading }) => reading.slices.length)).toEqual([2]);
  });

  test("the author's size wins over the run's", async () => {
    await put({ "a.csv": `id,name\n${rows(500)}` });
    expect((await plan("a.csv", { partitionBytes: 3000 })).length).toBe(2);
  });

  test("NDJSON is cut at its lines", async () => {
    const lines = Array.from({ length: 200 }, (_, i) => JSON.stringify({ id: i, name: '"' })).join("\n");
    await put({ "a.ndjson": lines });
    const works = await plan("a.ndjson");
    expect(works.length).toBe(Math.floor(lines.length / 1000));
    expect(works[0]?.reading.slices[0]).toMatchObject({ firstLine: 1, range: { from: 0 } });
  });

  test("Parquet is cut at its row groups", async () => {
    await mkdir(folder, { recursive: true });
    const path = join(folder, "a.parquet");
    await connection.run(
      `COPY (SELECT range AS id, hash(range)::VARCHAR AS name FROM range(20000)) TO ${text(path)} (FORMAT parquet, ROW_GROUP_SIZE 2048)`,
    );
    const works = await plan("a.parquet", {}, { sizes: { targetBytes: 50_000 } });
    const ranges = works.map(({ reading }) => reading.slices[0]?.range);
    expect(ranges.length).toBeGreaterThan(2);
    expect(ranges[0]).toMatchObject({ unit: "rows", from: 0 });
    expect(ranges.slice(1).map((range) => range?.from)).toEqual(
      ranges.slice(0, -1).map((range) => range?.to),
    );
    expect(ranges.at(-1)?.to).toBe(20_000);
    expect(works[0]?.reading.format).toEqual({ type: "parquet" });
  });
});

describe("a source of files", () => {
  test("is plain data but for its functions", () => {
    const source = files(["a.csv", "b/*.csv"], { row, delimiter: ";" });
    expect(source).toMatchObject({
      kind: "files",
      dataset: "file:a.csv,b/*.csv",
      definition: { format: { delimiter: ";" } },
    });
    expect(source.contract.columns.map(({ name }) => name)).toEqual(["id", "name"]);
  });

  test("reads what it has planned, also after a way through JSON, and nothing else", async () => {
    await put({ "a.csv": "id,name\n1,x\n" });
    const [work] = await plan("a.csv");
    const source = files("a.csv", { row });
    expect(source.read(JSON.parse(JSON.stringify(work)))).toEqual(work?.reading);
    expect(() => source.read({ describe: "x", inputs: [], detail: { kind: "rows" } })).toThrow(
      expect.objectContaining({ code: "file.other-source" }),
    );
  });
});

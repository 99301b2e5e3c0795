import { readFileSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { Extracted, Failed, isEvent, Planned, parseEvent, type RunEvent } from "@waybill/events";
import { openReader } from "@waybill/local";
import { describe, expect, test } from "vitest";
import { type Folder, folder } from "../support/folder.ts";
import { expectJsonMessage } from "../support/message.ts";
import { query } from "../support/warehouse.ts";
import { type Answer, start, waybill } from "../support/waybill.ts";

const FILES = [1, 2, 3];
const ROWS = 500;
const STATE = ["--state", "state", "--json"];

/** Three files, each a partition. `codeOf` gives the text that is to be read as a number. */
function writeFiles(scene: Folder, codeOf: (id: number) => string = String): void {
  for (const file of FILES) {
    const rows = Array.from({ length: ROWS }, (_, i) => file * 1000 + i);
    const lines = rows.map((id) => JSON.stringify({ id, code: codeOf(id) })).join("\n");
    scene.write(`part-${file}.ndjson.gz`, gzipSync(`${lines}\n`));
  }
}

const pipelineWith = (
  query = "select id, cast(code as integer) as code from input",
): string => `import { files, pipeline } from "@waybill/core";
import * as z from "zod";
const Row = z.object({ id: z.int(), code: z.string() });
export default pipeline("parts", files("part-*.ndjson.gz", { row: Row }))
  .sql({ produces: z.object({ id: z.int(), code: z.int32().nullable() }), query: ${JSON.stringify(query)} })
  .check(({ id }) => [id.unique()])
  .load({ table: "parts", mode: "append" });
`;

const run = ({ path }: Folder): Promise<Answer> =>
  waybill(path, "run", "parts.ts", "--partition-size", "1KB", ...STATE);
const retry = ({ path }: Folder, id: string): Promise<Answer> => waybill(path, "retry", id, ...STATE);

const idOf = ({ out }: Answer): string => (JSON.parse(out) as { readonly run: string }).run;

async function hopsOf(scene: Folder, runId: string): Promise<readonly RunEvent[]> {
  using reader = openReader(scene.at("state"));
  return (await reader.lineage.hops(runId)).map((hop) => parseEvent(hop));
}

const generationOf = ({ metadata }: RunEvent): number => metadata.slot.generation;
const placeOf = ({ metadata: { type, slot } }: RunEvent): string => `${type} ${slot.unit}`;

const countsOf = (scene: Folder) =>
  query(
    scene.at("state"),
    "SELECT count(*)::INT AS rows, count(DISTINCT id)::INT AS ids, count(code)::INT AS codes FROM parts",
  );

/** A file that goes bad on its disk keeps its size and its time. `mend` puts the backup back, with its time. */
function breakFile(path: string): { mend(): void } {
  const { atime, mtime } = statSync(path);
  const whole = readFileSync(path);
  const broken = Buffer.from(whole);
  broken.fill(0, 300, 340);
  const write = (content: Buffer) => {
    writeFileSync(path, content);
    utimesSync(path, atime, mtime);
  };
  write(broken);
  return { mend: () => write(whole) };
}

describe.concurrent("waybill retry", { timeout: 60_000 }, () => {
  test("one of three files is broken, then mended: it alone is read again, and all rows are loaded once", async () => {
    using scene = folder();
    writeFiles(scene);
    scene.write("parts.ts", pipelineWith());
    const file = breakFile(scene.at("part-2.ndjson.gz"));
    const first = await run(scene);
    expectJsonMessage(first, { exit: 1, code: "file.damaged", where: /parts#1.*part-2\.ndjson\.gz/ });
    const runId = idOf(first);
    const before = await hopsOf(scene, runId);

    // While it is broken, a retry comes to the same.
    expectJsonMessage(await retry(scene, runId), { exit: 1, code: "file.damaged", where: /part-2/ });
    file.mend();
    const again = await retry(scene, runId);
    expect(again, again.err).toMatchObject({ code: 0, signal: null });
    expect(again.err).toContain(`retry 2 of run ${runId} of parts\n`);
    expect(again.err).not.toContain("has changed");
    expect(JSON.parse(again.out)).toMatchObject({
      run: runId,
      pipeline: "parts",
      status: "completed",
      partitions: 3,
      rows: { read: 3 * ROWS, extracted: 3 * ROWS, loaded: 3 * ROWS },
      warehouse: { table: "parts", rows: { inserted: 3 * ROWS } },
      deadLetters: 0,
    });
    expect(await countsOf(scene)).toEqual([{ rows: 3 * ROWS, ids: 3 * ROWS, codes: 3 * ROWS }]);

    const hops = await hopsOf(scene, runId);
    expect(hops.slice(0, before.length)).toEqual(before);
    const extracted = hops.filter((hop) => isEvent(Extracted, hop));
    expect(extracted.map((hop) => [hop.metadata.slot.unit, generationOf(hop)]).sort()).toEqual([
      ["parts#0", 0],
      ["parts#1", 2],
      ["parts#2", 0],
    ]);
    expect(
      hops
        .filter((hop) => generationOf(hop) === 2)
        .map(placeOf)
        .sort(),
    ).toEqual([
      "Completed run",
      "Extracted parts#1",
      "Loaded run",
      "Planned parts#1",
      "Planned run",
      "Requested run",
      "Transformed parts#1",
      "Validated parts#1",
      "Validated run",
    ]);
    const ids = new Set(hops.map(({ metadata }) => metadata.id));
    const roots = hops.filter(
      ({ metadata: { causationId } }) => causationId === null || !ids.has(causationId),
    );
    expect(roots.map((hop) => [placeOf(hop), generationOf(hop)])).toEqual([["Requested run", 0]]);
  });

  test("a file that was cut off is replaced by the whole one, whatever its size and time", async () => {
    using scene = folder();
    writeFiles(scene);
    scene.write("parts.ts", pipelineWith());
    const whole = readFileSync(scene.at("part-2.ndjson.gz"));
    scene.write("part-2.ndjson.gz", whole.subarray(0, whole.length - 200));
    const size = ["--partition-size", "1KB", ...STATE];
    const first = await waybill(scene.path, "run", "parts.ts", ...size);
    expectJsonMessage(first, { exit: 1, code: "file.damaged", where: /parts#1.*part-2\.ndjson\.gz/ });
    scene.write("part-2.ndjson.gz", whole);
    const again = await waybill(scene.path, "retry", idOf(first), ...size);
    expect(again, again.err).toMatchObject({ code: 0, signal: null });
    expect(await countsOf(scene)).toEqual([{ rows: 3 * ROWS, ids: 3 * ROWS, codes: 3 * ROWS }]);
    const extracted = (await hopsOf(scene, idOf(first))).flatMap((hop) =>
      isEvent(Extracted, hop) ? [hop] : [],
    );
    expect(extracted.map((hop) => [hop.metadata.slot.unit, generationOf(hop)]).sort()).toEqual([
      ["parts#0", 0],
      ["parts#1", 1],
      ["parts#2", 0],
    ]);
    const read = extracted.find((hop) => hop.metadata.slot.unit === "parts#1")?.data.inputs;
    expect(read).toMatchObject([{ uri: "file:part-2.ndjson.gz", bytes: whole.length }]);
  });

  test("a query is mended: what was extracted is kept, and it is said that the pipeline has changed", async () => {
    using scene = folder();
    writeFiles(scene, (id) => (id === 2007 ? "seven" : String(id)));
    scene.write("parts.ts", pipelineWith());
    const first = await run(scene);
    expectJsonMessage(first, { exit: 1, code: "sql.failed", where: /parts#1/ });
    const runId = idOf(first);

    scene.write("parts.ts", pipelineWith("select id, try_cast(code as integer) as code from input"));
    const again = await retry(scene, runId);
    expect(again, again.err).toMatchObject({ code: 0, signal: null });
    expect(again.err).toContain(`parts has changed since run ${runId} was asked for`);
    expect(await countsOf(scene)).toEqual([{ rows: 3 * ROWS, ids: 3 * ROWS, codes: 3 * ROWS - 1 }]);
    const hops = await hopsOf(scene, runId);
    const planned = hops.filter(
      (hop) => isEvent(Planned, hop) && hop.data.scope === "unit" && generationOf(hop) === 1,
    );
    expect(planned.map(({ data }) => data)).toMatchObject([{ from: "transform" }]);
    expect(hops.filter((hop) => isEvent(Extracted, hop) && generationOf(hop) > 0)).toEqual([]);
    expect(hops.filter((hop) => isEvent(Failed, hop))).toHaveLength(1);
  });

  test("a pipeline that has other columns by now does not fit, and the run stays as it was", async () => {
    using scene = folder();
    writeFiles(scene, (id) => (id === 2007 ? "seven" : String(id)));
    scene.write("parts.ts", pipelineWith());
    const runId = idOf(await run(scene));
    const before = await hopsOf(scene, runId);
    const other = pipelineWith("select id, null::integer as code, 1::bigint as more from input").replace(
      "code: z.int32().nullable()",
      "code: z.int32().nullable(), more: z.int()",
    );
    scene.write("parts.ts", other);
    const refused = await retry(scene, runId);
    expectJsonMessage(refused, {
      exit: 2,
      code: "retry.outdated",
      next: /^run it anew: (npx )?waybill run \.\/parts\.ts --state state$/,
    });
    expect(refused.err).toContain("the columns of the result are others: with more BIGINT");
    expect(await hopsOf(scene, runId)).toEqual(before);
  });

  test("killed and started again, it goes on; another pipeline's run in between does it no harm", async () => {
    using scene = folder();
    const doorWith = (each: string) => `import { existsSync } from "node:fs";
import { rows, pipeline } from "@waybill/core";
import * as z from "zod";
export default pipeline("door", rows("door", { row: z.object({ id: z.int() }) }, async function* ({ signal }) { ${each} }))
  .load({ table: "door", mode: "append" });
`;
    scene.write("door.ts", doorWith('throw new TypeError("not written yet");'));
    scene.write("other.ts", doorWith("yield { id: 1 };").replaceAll('"door"', '"other"'));
    const first = await waybill(scene.path, "run", "door.ts", ...STATE);
    expectJsonMessage(first, { exit: 1, code: "rows.failed" });
    const wait = "await new Promise((resolve) => setTimeout(resolve, 20))";
    scene.write(
      "door.ts",
      doorWith(`while (!existsSync("open") && !signal.aborted) ${wait}; yield { id: 1 };`),
    );
    const killed = start(scene.path, "retry", idOf(first), ...STATE);
    await killed.until(/Planned +door#0/);
    killed.child.kill("SIGKILL");
    await killed.end;

    // It meets what the killed one has left, and ends what of that is at work before it ends itself.
    const other = start(scene.path, "run", "other.ts", ...STATE);
    await other.until(/ Completed /);
    scene.write("open", "");
    expect(await other.end).toMatchObject({ code: 0 });
    const again = await retry(scene, idOf(first));
    expect(again, again.err).toMatchObject({ code: 0, signal: null });
    expect(again.err).toContain(`going on with retry 1 of run ${idOf(first)} of door\n`);
    expect(JSON.parse(again.out)).toMatchObject({ status: "completed", resumed: true, deadLetters: 0 });
    expect(await query(scene.at("state"), "FROM door SELECT id::INT AS id")).toEqual([{ id: 1 }]);
  });
});

import { expect, test } from "vitest";
import { audit, runsOf } from "../support/audit.ts";
import { type Folder, folder } from "../support/folder.ts";
import { expectJsonMessage } from "../support/message.ts";
import { query } from "../support/warehouse.ts";
import { type Answer, start } from "../support/waybill.ts";

const FILES = 6;
const ROWS = 500;

const pipelineWith = (factor: number): string => `
import { files, pipeline } from "@waybill/core";
import * as z from "zod";
export default pipeline("sums", files("part-*.csv", { row: z.object({ id: z.int() }) }))
  .rows({ reads: ["id"], adds: { product: z.int() } }, ({ id }) => ({ product: id * ${factor} }))
  .load({ table: "sums", mode: "append" });
`;

function write(scene: Folder): void {
  for (let file = 0; file < FILES; file++) {
    const ids = Array.from({ length: ROWS }, (_, i) => file * ROWS + i + 1);
    scene.write(`part-${file}.csv`, `id\n${ids.join("\n")}\n`);
  }
}

const run = ({ path }: Folder, ...more: readonly string[]) =>
  start(path, "run", "sums.ts", "--state", "state", "--json", "--partition-size", "2KB", ...more);

/** Killed when some of its partitions are transformed, and some are not. */
async function killed(scene: Folder): Promise<void> {
  const running = run(scene);
  await running.until(/ Transformed .*\n(.*\n)*.* Transformed /);
  running.child.kill("SIGKILL");
  expect((await running.end).signal).toBe("SIGKILL");
}

const factorsIn = async (scene: Folder) =>
  query(
    scene.at("state"),
    "SELECT product / id AS factor, count(*)::INT AS rows FROM sums GROUP BY ALL ORDER BY ALL",
  );

const resultOf = ({ out }: Answer) => JSON.parse(out) as { readonly run: string; readonly resumed: boolean };

test("a run whose pipeline was changed meanwhile is given up, and no two versions are mixed in one run", async () => {
  using scene = folder();
  write(scene);
  scene.write("sums.ts", pipelineWith(2));
  await killed(scene);
  const [first] = await runsOf(scene.at("state"));

  scene.write("sums.ts", pipelineWith(3));
  const again = await run(scene).end;
  expect(again).toMatchObject({ code: 0, signal: null });
  expect(again.err).toContain(`run ${first?.runId} is given up: sums has changed`);
  const { run: second, resumed } = resultOf(again);
  expect(resumed).toBe(false);
  expect(await factorsIn(scene)).toEqual([{ factor: 3, rows: FILES * ROWS }]);
  await audit(scene.at("state"), second);
  expect(await runsOf(scene.at("state"))).toEqual([
    { runId: first?.runId, outcome: "failed" },
    { runId: second, outcome: "completed" },
  ]);
});

test("asked for with another parameter, it is another run; the first one is still there to go on with", async () => {
  using scene = folder();
  write(scene);
  scene.write("sums.ts", pipelineWith(2));
  await killed(scene);
  const [first] = await runsOf(scene.at("state"));

  const other = resultOf(await run(scene, "--set", "month=june").end);
  expect(other).toMatchObject({ resumed: false });
  const again = resultOf(await run(scene).end);
  expect(again).toMatchObject({ run: first?.runId, resumed: true });
  expect(await factorsIn(scene)).toEqual([{ factor: 2, rows: 2 * FILES * ROWS }]);
});

test("a file that was changed meanwhile ends the run; the same command then reads all as it is now", async () => {
  using scene = folder();
  write(scene);
  scene.write("sums.ts", pipelineWith(2));
  await killed(scene);
  const last = `part-${FILES - 1}.csv`;
  scene.write(last, `id\n${Array.from({ length: ROWS }, (_, i) => `${FILES * ROWS + i}`).join("\n")}\n`);
  expectJsonMessage(await run(scene).end, {
    exit: 1,
    code: "file.changed",
    where: last,
    next: "same command",
  });

  const again = resultOf(await run(scene).end);
  expect(again).toMatchObject({
    resumed: false,
    rows: { read: FILES * ROWS, rejected: 0, loaded: FILES * ROWS },
  });
  expect(await factorsIn(scene)).toEqual([{ factor: 2, rows: FILES * ROWS }]);
});

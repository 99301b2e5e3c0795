import { afterAll, beforeAll, expect, test } from "vitest";
import { type Folder, folder } from "../support/folder.ts";
import { HEAD } from "../support/pipelines.ts";
import { query } from "../support/warehouse.ts";
import { waybill } from "../support/waybill.ts";

const COLUMNS = 1600;
const ROWS = 10;
/** Milliseconds. It takes some two seconds on two cores; where a cost is the square of the columns, twenty; busy ones three times that. */
const LIMIT_MS = 15_000;

let scene: Folder;
beforeAll(() => {
  scene = folder();
});
afterAll(() => scene[Symbol.dispose]());

test("a file of 1,600 columns, each with a check, is loaded within seconds", async () => {
  const names = Array.from({ length: COLUMNS }, (_, i) => `column_${i}`);
  const valueAt = (row: number, i: number) => (row === 3 && i === 1599 ? "" : String(row * COLUMNS + i));
  const rows = Array.from({ length: ROWS }, (_, row) => names.map((_, i) => valueAt(row, i)).join(","));
  scene.write("wide.csv", `${names.join(",")}\n${rows.join("\n")}\n`);
  scene.write(
    "wide.ts",
    `${HEAD}const Wide = z.object(Object.fromEntries(Array.from({ length: ${COLUMNS} }, (_, i) => [\`column_\${i}\`, z.int()])));
export default pipeline("wide", files("wide.csv", { row: Wide })).tolerate("20%").load({ table: "wide", mode: "replace" });\n`,
  );
  const started = performance.now();
  const answer = await waybill(scene.path, "run", "wide.ts", "--state", "state", "--json");
  expect(performance.now() - started).toBeLessThan(LIMIT_MS);
  expect(answer.code, answer.err).toBe(0);
  expect(JSON.parse(answer.out)).toMatchObject({ rows: { read: ROWS, quarantined: 1, loaded: ROWS - 1 } });
  expect(
    await query(
      scene.at("state"),
      "SELECT sum(column_0)::INT AS first, max(column_1599)::INT AS last FROM wide",
    ),
  ).toEqual([{ first: (45 - 3) * COLUMNS, last: 9 * COLUMNS + 1599 }]);
}, 60_000);

import { afterAll, beforeAll, expect, test } from "vitest";
import { type Folder, folder } from "../support/folder.ts";
import { messagesIn } from "../support/message.ts";
import { HEAD, indexOf } from "../support/pipelines.ts";
import { query } from "../support/warehouse.ts";
import { type Answer, waybill } from "../support/waybill.ts";

const POLICIES = ["evolve", "freeze", "discard_row", "discard_value"] as const;
type Policy = (typeof POLICIES)[number];

let scene: Folder;
let second: Answer;

/** The same table, then with a column more, and wider numbers where the policy takes them. */
beforeAll(async () => {
  scene = folder();
  scene.write("pipelines/index.ts", indexOf(POLICIES));
  scene.write("items.csv", "id,size\n1,10\n");
  const write = (columns: string) => {
    for (const policy of POLICIES) {
      const source = `files("items.csv", { row: z.object({ ${columns} }) })`;
      const load = `.load({ table: "${policy}", mode: "append", drift: "${policy}" })`;
      scene.write(
        `pipelines/${policy}.ts`,
        `${HEAD}export default pipeline("${policy}", ${source})${load};\n`,
      );
    }
  };
  write("id: z.int(), size: z.int32()");
  const first = await waybill(scene.path, "demo", "--state", "state");
  if (first.code !== 0) throw new Error(first.err);
  scene.write("items.csv", "id,size,color\n2,20,\n3,3000000000,\n4,40,red\n");
  write("id: z.int(), size: z.int64(), color: z.string().nullable()");
  second = await waybill(scene.path, "demo", "--state", "state");
}, 120_000);
afterAll(() => scene[Symbol.dispose]());

const table = async (policy: Policy) => {
  const rows = await query(
    scene.at("state"),
    `SELECT * EXCLUDE (_waybill_run_id, _waybill_partition) FROM "${policy}" ORDER BY id`,
  );
  return rows.map((row) =>
    Object.values(row)
      .map((cell) => cell ?? "∅")
      .join("|"),
  );
};

test("evolve: the table follows", async () => {
  expect(await table("evolve")).toEqual(["1|10|∅", "2|20|∅", "3|3000000000|∅", "4|40|red"]);
});

test("freeze: the run fails, and says which column", async () => {
  expect(second.code).toBe(1);
  expect(messagesIn(second.err)).toMatchObject([
    {
      code: "warehouse.drift",
      where: expect.stringMatching(/freeze\.(size|color)/),
      next: expect.stringMatching(/\w/),
    },
  ]);
  expect(await table("freeze")).toEqual(["1|10"]);
});

test("discard_row: rows that do not fit are dropped, and counted", async () => {
  expect(await table("discard_row")).toEqual(["1|10", "2|20"]);
  expect(second.out).toMatch(/2 discarded/);
});

test("discard_value: values that do not fit are dropped", async () => {
  expect(await table("discard_value")).toEqual(["1|10", "2|20", "3|∅", "4|40"]);
});

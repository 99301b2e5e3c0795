import { expect, test } from "vitest";
import { testFolder } from "../testing/folder.ts";
import { start } from "../testing/process.ts";

const pipeline = (check: string, query: string): string => `import { files, pipeline } from "@waybill/core";
import * as z from "zod";
const Row = z.object({ id: z.int() });
export default pipeline("orders", files("orders.csv", { row: Row }))
  ${check}
  .sql({ produces: Row, query: ${JSON.stringify(query)} })
  .load({ table: "orders", mode: "append" });
`;
const RIGHT = ".check(({ id }) => [id.between(1, 9)])";

test("a misspelt column, a query that does not parse, and a file that is right", async () => {
  await using folder = await testFolder();
  await folder.file("right.ts", pipeline(RIGHT, "from input"));
  await folder.file("misspelt.ts", pipeline(".check(({ idd }) => [idd.notNull()])", "from input"));
  await folder.file("broken.ts", pipeline(RIGHT, "select id\nform input"));
  const { code, out, err } = await start(folder.path, [
    "check",
    "right.ts",
    "misspelt.ts",
    "broken.ts",
  ]).end();
  expect({ code, err }).toEqual({ code: 1, err: "" });
  expect(out).toContain("✓ right.ts  orders\n✗ misspelt.ts");
  expect(out).toMatch(/error types\.TS2339: Property 'idd' does not exist .*\n +where +misspelt\.ts:5:13\n/);
  expect(out).toMatch(
    /error column\.unknown: there is no column idd\n.*misspelt\.ts:5:13.*\n.*did you mean id\?/,
  );
  expect(out).toMatch(
    /✗ broken\.ts {2}orders\n\n +error sql\.syntax: .*\n +where +orders, .*line 2, column 6/,
  );
  expect(out).toMatch(/form input\n +\^\n/);
  expect(out).toContain("3 problems in 2 files");
});

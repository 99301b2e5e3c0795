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

test("a pipeline that says not where its rows go is told as by run, with the place", async () => {
  await using folder = await testFolder();
  const unloaded = pipeline(RIGHT, "from input").replace(/\n {2}\.load\(.*\)/, "");
  await folder.file("unloaded.ts", unloaded);
  const found = await start(folder.path, ["check", "unloaded.ts", "--json"]).end();
  expect(found).toMatchObject({ code: 1, err: "" });
  const { files, problems } = JSON.parse(found.out);
  expect(problems).toBe(1);
  expect(files[0].problems).toEqual([
    {
      class: "usage",
      code: "pipeline.no-load",
      message: "pipeline orders does not say where its rows go",
      where: "unloaded.ts:4:16",
      why: null,
      next: 'end it with .load({ table: "orders", mode: "append" })',
    },
  ]);
  const run = await start(folder.path, ["run", "unloaded.ts"]).end();
  expect(run.err).toContain(`error pipeline.no-load: ${files[0].problems[0].message}\n`);
});

test("one file's syntax error hides nothing of the others, nor of what they import", async () => {
  await using folder = await testFolder();
  const typo = pipeline(".check(({ idd }) => [idd.notNull()])", "from input");
  await folder.file("syntax.ts", "export default = 1;\n");
  await folder.file("typo.ts", typo);
  await folder.file("helper.ts", 'export const limit = 9;\nexport const other: number = "9";\n');
  await folder.file(
    "right.ts",
    pipeline(".check(({ id }) => [id.between(1, limit)])", "from input").replace(
      /^/,
      'import { limit } from "./helper.ts";\n',
    ),
  );
  await folder.file("importing.ts", 'import "./syntax.ts";\nexport default 1;\n');
  const names = ["typo.ts", "syntax.ts", "right.ts", "importing.ts"];
  const { code, out, err } = await start(folder.path, ["check", ...names, "--json"]).end();
  expect({ code, err }).toEqual({ code: 1, err: "" });
  const { files } = JSON.parse(out) as {
    readonly files: readonly {
      readonly file: string;
      readonly problems: readonly { readonly code: string }[];
    }[];
  };
  const codes = files.map(({ file, problems }) => [file, problems.map((problem) => problem.code)]);
  expect(codes).toEqual([
    ["typo.ts", ["types.TS2339", "column.unknown"]],
    ["syntax.ts", [expect.stringMatching(/^types\.TS1/), "pipeline-file.syntax"]],
    ["right.ts", []],
    ["importing.ts", ["pipeline-file.syntax"]],
    ["helper.ts", ["types.TS2322"]],
  ]);
});

import { expect, test } from "vitest";
import { folder } from "../support/folder.ts";
import { GOOD_ROWS, pipelineFile } from "../support/pipelines.ts";
import { waybill } from "../support/waybill.ts";

const sql = (query: string, produces = "Row", more = "") =>
  `.sql({ produces: ${produces}, query: ${JSON.stringify(query)}${more} })`;

/** What is wrong with each, as `waybill check` has to find it. */
const WRONG = {
  typed: {
    steps: ".rows({ reads: ['id'], adds: { text: z.string() } }, ({ id }) => ({ text: id }))",
    problems: [{ code: /^types\.TS\d+$/, where: /typed\.ts:4:\d+$/ }],
  },
  parse: { steps: sql("selec * frm input"), problems: [{ code: "sql.syntax", where: /line 1, column 1/ }] },
  typo: {
    steps: sql("select id, nam as name, amount from input"),
    problems: [{ code: "sql.invalid", where: /line 1, column 12/, message: /"name"/ }],
  },
  other: {
    steps: sql("select id, amount as total from input", "z.object({ id: z.string(), total: z.int() })"),
    problems: [
      { code: "sql.column-type", message: /^id is BIGINT, and produces says VARCHAR/ },
      { code: "sql.column-type", message: /^total is DOUBLE, and produces says BIGINT/ },
    ],
  },
  missing: {
    steps: sql("select id, name, amount from input", "Row.extend({ more: z.int() })"),
    problems: [{ code: "sql.missing-column", message: /more/ }],
  },
  table: { steps: sql("select * from inptu"), problems: [{ code: "sql.unknown-table", where: /column 15/ }] },
  partial: {
    steps: sql("select count(*) as n from input", "z.object({ n: z.int() })"),
    problems: [{ code: "sql.needs-run-scope", next: /scope: "run"/ }],
  },
  outside: {
    steps: sql("select * from read_csv('/etc/passwd')"),
    problems: [{ code: "sql.table-function", next: /declare/ }],
  },
} as const;

test("check finds what is wrong with each pipeline, with the place and the next step, and runs nothing", async () => {
  using scene = folder();
  scene.write("good.csv", GOOD_ROWS);
  scene.write("right.ts", pipelineFile("right", { steps: sql("select * from input") }));
  for (const [name, { steps }] of Object.entries(WRONG))
    scene.write(`${name}.ts`, pipelineFile(name, { steps }));
  const names = ["right", ...Object.keys(WRONG)];
  const { code, out, err } = await waybill(
    scene.path,
    "check",
    ...names.map((name) => `${name}.ts`),
    "--json",
  );
  expect(code, err).toBe(1);
  expect(out + err).not.toMatch(/^ {4}at /m);
  const { files } = JSON.parse(out) as {
    readonly files: readonly {
      readonly file: string;
      readonly problems: readonly Record<string, string>[];
    }[];
  };
  const found = new Map(files.map(({ file, problems }) => [file.replace(/^.*\/|\.ts$/g, ""), problems]));
  expect([...found.keys()].sort()).toEqual(names.toSorted());
  expect(found.get("right")).toEqual([]);
  for (const [name, { problems }] of Object.entries(WRONG)) {
    const told = found.get(name) ?? [];
    expect(told, name).toHaveLength(problems.length);
    problems.forEach((wanted, i) => {
      for (const [field, text] of Object.entries(wanted))
        expect(told[i]?.[field], `${name}: ${field}`).toMatch(text);
    });
  }
});

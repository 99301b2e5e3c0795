import { describe, expect, test } from "vitest";
import type { RowFunction } from "../../transform/step.ts";
import { ROWS_ERROR, registerRows } from "./index.ts";
import { column, connected, rowsOf, stepOf } from "./testing/steps.ts";

const N = column("n", "int");
const NAME = column("name", "text");

describe("a row function", () => {
  test("gives none, one or many rows for each", async () => {
    const step = stepOf([N], [NAME], ({ n }) => {
      if (n === 0) return null;
      if (n === 1) return [];
      if (n === 2) return { name: "two" };
      return [{ name: "a" }, { name: "b" }, { name: "c" }];
    });
    expect(await rowsOf(step, "(SELECT range AS n FROM range(4))", "n, name")).toEqual([
      { n: 2n, name: "two", [ROWS_ERROR]: null },
      { n: 3n, name: "a", [ROWS_ERROR]: null },
      { n: 3n, name: "b", [ROWS_ERROR]: null },
      { n: 3n, name: "c", [ROWS_ERROR]: null },
    ]);
  });

  test("sees only what it reads; the rest passes by", async () => {
    const seen: unknown[] = [];
    const step = stepOf([N], [NAME], (row) => {
      seen.push(row);
      return { name: `row ${row.n}` };
    });
    const call = { ...step, columns: [column("other", "text"), ...step.columns] };
    expect(await rowsOf(call, "(SELECT 7 AS n, 'kept' AS other, 'unused' AS unused)", "n")).toEqual([
      { other: "kept", n: 7, name: "row 7", [ROWS_ERROR]: null },
    ]);
    expect(seen).toEqual([{ n: 7 }]);
  });

  test("may take the place of a column that it reads", async () => {
    const step = stepOf([NAME], [NAME], ({ name }) => ({ name: String(name).toUpperCase() }));
    const rows = await rowsOf(step, "(SELECT unnest(['a', 'b']) AS name)", "name");
    expect(rows.map(({ name }) => name)).toEqual(["A", "B"]);
  });

  test("is called once for each row, with NULLs too", async () => {
    let calls = 0;
    const step = stepOf([N], [column("same", "int")], ({ n }) => {
      calls += 1;
      return { same: n };
    });
    const rows = await rowsOf(step, "(SELECT nullif(range, 3) AS n FROM range(5000))", "n");
    expect(calls).toBe(5000);
    expect(rows.filter(({ n, same }) => n !== same)).toEqual([]);
    expect(rows.filter(({ same }) => same === null)).toHaveLength(1);
  });

  test("needs to read nothing, and to add nothing", async () => {
    let turn = 0;
    const numbered = stepOf([], [N], () => ({ n: ++turn }));
    expect(await rowsOf(numbered, "(SELECT 1 FROM range(3))", "n")).toHaveLength(3);
    const filter = stepOf([N], [], ({ n }) => (Number(n) % 2 === 0 ? {} : null));
    expect((await rowsOf(filter, "(SELECT range AS n FROM range(6))", "n")).map(({ n }) => n)).toEqual([
      0n,
      2n,
      4n,
    ]);
  });

  test("gets nothing where there are no rows", async () => {
    const step = stepOf([N], [NAME], () => ({ name: "x" }));
    expect(await rowsOf(step, "(SELECT range AS n FROM range(0))", "n")).toEqual([]);
  });

  test("takes columns of any name", async () => {
    const odd = [
      'a "quoted" name',
      "it's",
      "back`tick",
      "__proto__",
      "new\nline",
      "$x{y}",
      "Case",
      "constructor",
      "\\",
    ];
    const reads = odd.map((name) => column(name, "int"));
    const adds = odd.map((name) => column(`${name} twice`, "int"));
    const step = stepOf(reads, adds, (row) =>
      Object.fromEntries(odd.map((name) => [`${name} twice`, Number(row[name]) * 2])),
    );
    const values = odd.map((name, index) => `${index} AS "${name.replaceAll('"', '""')}"`).join(", ");
    const [row] = await rowsOf(step, `(SELECT ${values})`, "1");
    expect(odd.map((name) => row?.[`${name} twice`])).toEqual(odd.map((_, index) => BigInt(index * 2)));
    expect(row?.[ROWS_ERROR]).toBeNull();
  });

  test("fans out and drops over many batches without mixing rows up", async () => {
    const step = stepOf([N], [column("part", "int32"), NAME], ({ n }) =>
      Array.from({ length: Number(n) % 23 }, (_, part) => ({
        part,
        name: part % 3 === 0 ? null : `${n} has ${part}`.padEnd(part * 2),
      })),
    );
    const connection = await connected();
    const sql = registerRows(connection, step).call("(SELECT range AS n FROM range(30000))");
    const text = "n || ' has ' || part";
    const padded = `CASE WHEN part % 3 = 0 THEN NULL ELSE rpad(${text}, greatest(length(${text}), part * 2)::INT, ' ') END`;
    const [found] = await connection.all(
      `SELECT count(*) AS rows, count(*) FILTER (name IS DISTINCT FROM ${padded}) AS wrong,
         count(DISTINCT (n, part)) AS different FROM (${sql})`,
    );
    const expected = BigInt(
      Array.from({ length: 30_000 }, (_, n) => n % 23).reduce((sum, part) => sum + part, 0),
    );
    expect(found).toEqual({ rows: expected, wrong: 0n, different: expected });
  });

  test.each<[string, RowFunction]>([
    ["async", (async () => ({})) as unknown as RowFunction],
    [
      "a generator",
      function* () {
        yield {};
      } as unknown as RowFunction,
    ],
  ])("that is %s is refused before it is called", async (_, each) => {
    const connection = await connected();
    expect(() => registerRows(connection, stepOf([N], [NAME], each))).toThrow(
      expect.objectContaining({ class: "usage", code: "rows.async-function" }),
    );
  });
});

import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type DuckdbHarness, duckdbHarness, readTable } from "../testing/harness.ts";
import { COLUMNS, loadRows, MERGE, TARGET } from "../testing/loads.ts";
import { statementsOn } from "../testing/statements.ts";

let harness: DuckdbHarness;
beforeAll(async () => {
  harness = await duckdbHarness();
});
afterAll(() => harness.close());

const ROWS = [{ id: 1, value: "a" }];
const into = (table: string, target = TARGET) => ({ target: { ...target, table } });

describe("names", () => {
  it("a schema is created where it is missing", async () => {
    await loadRows(harness, "run-a", ROWS, into("sales.orders"));
    await loadRows(harness, "run-b", ROWS, into("sales.orders"));
    expect(await readTable(harness.warehouse, "sales.orders")).toHaveLength(2);
  });

  it("a schema may have the name of the warehouse's file", async () => {
    await loadRows(harness, "run-a", ROWS, into("warehouse.orders", MERGE));
    await loadRows(harness, "run-b", [{ id: 1, value: "b" }], into("warehouse.orders", MERGE));
    const { rows } = await harness.warehouse.query("select value from warehouse.warehouse.orders", null);
    expect(rows).toEqual([["b"]]);
  });

  it("capitals make no other table: the same run loads it once", async () => {
    await loadRows(harness, "run-a", ROWS, into("Customers"));
    const again = await loadRows(harness, "run-a", ROWS, into("CUSTOMERS"));
    expect(again.repeated).toBe(true);
  });

  it("evolve renames a column to the pipeline's spelling; the other policies keep the table's", async () => {
    const columns = COLUMNS.map((column) => ({ ...column, name: column.name.toUpperCase() }));
    const rows = [{ ID: 2, VALUE: "b" }];
    await loadRows(harness, "run-a", ROWS, into("spelling"));
    const kept = await loadRows(harness, "run-b", rows, {
      columns,
      target: { ...TARGET, table: "spelling", drift: "freeze" },
    });
    expect(kept.drift).toEqual([
      { column: "id", change: "kept its spelling, not `ID`" },
      { column: "value", change: "kept its spelling, not `VALUE`" },
    ]);
    const key = ["ID"];
    const renamed = await loadRows(harness, "run-c", rows, {
      columns,
      target: { ...MERGE, key, table: "spelling" },
    });
    expect(renamed).toMatchObject({
      rows: { unchanged: 1 },
      drift: [
        { column: "ID", change: "renamed from `id`" },
        { column: "VALUE", change: "renamed from `value`" },
      ],
    });
  });

  it("tables and columns may be called anything", async () => {
    const name = fc
      .string({ minLength: 1, maxLength: 12, unit: "grapheme" })
      .filter((text) => !/[.\0]/.test(text));
    const awkward = fc.constantFrom(
      "select",
      "rows",
      "row",
      "present",
      "loading",
      "before",
      'a"b',
      "a'b",
      "--",
      "ü x",
    );
    let tables = 0;
    await fc.assert(
      fc.asyncProperty(fc.oneof(name, awkward), async (given) => {
        fc.pre(given.toLowerCase() !== "rowid" && given.toLowerCase() !== "other");
        const columns = [given, "other"].map((each) => ({
          name: each,
          type: { kind: "int" } as const,
          nullable: true,
        }));
        const target = { ...MERGE, table: `${given}${++tables}`, key: [given] };
        await loadRows(
          harness,
          `run-${tables}-a`,
          [
            { [given]: 1, other: 1 },
            { [given]: 2, other: 1 },
          ],
          { columns, target },
        );
        const report = await loadRows(harness, `run-${tables}-b`, [{ [given]: 1, other: 2 }], {
          columns,
          target,
        });
        expect(report.rows).toMatchObject({ updated: 1, inserted: 0 });
        expect(await harness.warehouse.undo(`run-${tables}-b`, target)).toEqual({ removed: 1, restored: 1 });
      }),
      { numRuns: 12, examples: [["rows"], ['a"b'], ["present"]] },
    );
  });
});

describe("tables that somebody else made", () => {
  it("get the two columns of Waybill's own; their rows have no run", async () => {
    await statementsOn(
      harness,
      "create table old (id bigint, value varchar); insert into old values (1, 'x'), (2, 'y')",
    );
    const report = await loadRows(harness, "run-a", [{ id: 2, value: "z" }], into("old", MERGE));
    expect(report.rows).toMatchObject({ updated: 1 });
    const { rows } = await harness.warehouse.query("select * from old order by id", null);
    expect(rows).toEqual([
      [1, "x", null, null],
      [2, "z", "run-a", 0],
    ]);
    expect(await harness.warehouse.undo("run-a", { ...MERGE, table: "old" })).toEqual({
      removed: 1,
      restored: 1,
    });
  });

  it("with a key twice: a merge says which", async () => {
    await statementsOn(
      harness,
      "create table twice (id bigint, value varchar); insert into twice values (7, 'x'), (7, 'y')",
    );
    const refused = loadRows(harness, "run-a", [{ id: 7, value: "z" }], into("twice", MERGE));
    await expect(refused).rejects.toMatchObject({
      code: "warehouse.duplicate-key",
      message: expect.stringMatching(/rows of `twice` have the key id = 7 more than once/),
    });
  });

  it("a view is none", async () => {
    await statementsOn(harness, "create view seen as select 1 as id");
    const refused = loadRows(harness, "run-a", ROWS, into("seen"));
    await expect(refused).rejects.toMatchObject({ code: "warehouse.not-a-table", where: "seen" });
  });

  it("with an index it takes rows, and says why it cannot be replaced", async () => {
    await statementsOn(
      harness,
      "create table indexed (id bigint, value varchar, _waybill_run_id varchar, _waybill_partition integer); create index by_id on indexed (id)",
    );
    expect((await loadRows(harness, "run-a", ROWS, into("indexed"))).rows.inserted).toBe(1);
    const refused = loadRows(harness, "run-b", ROWS, {
      target: { ...TARGET, table: "indexed", mode: "replace" },
    });
    await expect(refused).rejects.toMatchObject({
      code: "warehouse.dependency",
      next: expect.stringContaining("drop the index of `indexed`"),
    });
  });

  it("a column called rowid is in a merge's way", async () => {
    const columns = [...COLUMNS, { name: "RowID", type: { kind: "int" } as const, nullable: true }];
    const refused = loadRows(harness, "run-a", [], { columns, target: { ...MERGE, table: "places" } });
    await expect(refused).rejects.toMatchObject({ code: "warehouse.column-name", where: "places.rowid" });
  });
});

import type { Column, LoadTarget } from "@waybill/core";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { redshiftWarehouse } from "../redshift-warehouse.ts";
import { type RedshiftHarness, redshiftHarness } from "../testing/harness.ts";
import { load, MERGE, requestFor, rowsOf, startDatabaseFirst, TARGET } from "../testing/loads.ts";

startDatabaseFirst();

let harness: RedshiftHarness;
beforeEach(async () => {
  harness = await redshiftHarness();
});
afterEach(() => harness.close());

const ROWS = [{ id: 1, value: "a" }];

describe("a load that is waited for", () => {
  it("is sent once where the answer to the call was lost", async () => {
    const asked = await requestFor(harness, "run-a", ROWS);
    await load(harness, await requestFor(harness, "run-0", []));
    harness.server.aws.fail("BatchExecuteStatement", "lost", "lost");
    expect(await load(harness, asked)).toMatchObject({ rows: { inserted: 1 } });
    expect(harness.server.taken.filter(({ name }) => name.startsWith("waybill:run-a"))).toHaveLength(1);
    expect(await rowsOf(harness)).toEqual(ROWS);
  });

  it.each(["throttle", "unavailable", "reset"] as const)("comes through a %s", async (fault) => {
    const asked = await requestFor(harness, "run-a", ROWS);
    for (const call of [
      "ListStatements",
      "BatchExecuteStatement",
      "DescribeStatement",
      "GetStatementResult",
    ]) {
      harness.server.aws.fail(call, fault);
    }
    expect(await load(harness, asked)).toMatchObject({ rows: { inserted: 1 } });
    expect(await rowsOf(harness)).toEqual(ROWS);
  });

  it("ends with its signal, and is found when it comes again", async () => {
    harness.server.hold();
    const asked = await requestFor(harness, "run-a", ROWS);
    const stop = new AbortController();
    const loading = harness.warehouse.load(asked, stop.signal);
    setTimeout(() => stop.abort(new Error("stopped")), 100);
    await expect(loading).rejects.toThrow("stopped");
    setTimeout(() => harness.server.release(), 50);
    expect(await load(harness, asked)).toMatchObject({ repeated: true, rows: { inserted: 1 } });
    expect(harness.server.taken.filter(({ name }) => name !== "")).toHaveLength(1);
    expect(await rowsOf(harness)).toEqual(ROWS);
  });

  it("takes turns with those of other processes at the ledger", async () => {
    const other = redshiftWarehouse(harness.options);
    await load(harness, await requestFor(harness, "run-0", [], { target: MERGE }));
    const [a, b] = [
      await requestFor(harness, "run-a", [{ id: 1, value: "a" }], { target: MERGE }),
      await requestFor(harness, "run-b", [{ id: 1, value: "b" }], { target: MERGE }),
    ];
    const reports = await Promise.all([load(harness, a), other.load(b, new AbortController().signal)]);
    await other.close();
    expect(reports.map((report) => report?.rows.inserted).sort()).toEqual([0, 1]);
    expect(await rowsOf(harness)).toHaveLength(1);
  });

  it.each([
    ["has a column more", "ADD COLUMN note text", "note"],
    ["has another number type", "ALTER COLUMN id TYPE numeric(30,3)", "id"],
  ])("decides again where the table %s after it had looked", async (_, change, column) => {
    await load(harness, await requestFor(harness, "run-0", ROWS));
    harness.server.hold();
    const loading = load(harness, await requestFor(harness, "run-a", [{ id: 2, value: "b" }]));
    while (!harness.server.taken.some(({ name }) => name.startsWith("waybill:run-a"))) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    await harness.server.database.raw(`ALTER TABLE public.orders ${change}`);
    harness.server.release();
    expect(await loading).toMatchObject({ rows: { inserted: 1 }, drift: [{ column }] });
  });

  it("takes an artifact that has notes and corrections after its flags", async () => {
    const file = await harness.writeQuery(
      `SELECT id::BIGINT AS id, 'v' AS value, 0::INTEGER AS _waybill_partition, (id % 2)::BIGINT AS _waybill_flags,
         5::BIGINT AS _waybill_notes, 1::BIGINT AS _waybill_corrected FROM range(4) AS r(id)`,
    );
    const asked = await requestFor(harness, "run-a", [], {
      artifacts: [file],
      flagColumns: ["_waybill_flags"],
    });
    expect(await load(harness, asked)).toMatchObject({ rows: { got: 2, inserted: 2 } });
    expect((await rowsOf(harness)).map(({ id }) => id)).toEqual([0, 2]);
  });

  it("makes a table of another schema, laid out as the settings say", async () => {
    const target: LoadTarget = { ...TARGET, table: "Sales.Orders" };
    await load(harness, await requestFor(harness, "run-a", ROWS, { target }));
    expect(await rowsOf(harness, "sales.orders")).toEqual(ROWS);
  });

  it("drops what is kept for loads whose days are over, and then refuses to take them back", async () => {
    await load(harness, await requestFor(harness, "run-a", ROWS, { target: MERGE }));
    await load(harness, await requestFor(harness, "run-b", [{ id: 1, value: "b" }], { target: MERGE }));
    const replaced: LoadTarget = { ...TARGET, mode: "replace" };
    await load(harness, await requestFor(harness, "run-c", ROWS, { target: replaced }));
    harness.clock.ms += 8 * 24 * 60 * 60 * 1000;
    await load(harness, await requestFor(harness, "run-d", [{ id: 2, value: "d" }], { target: MERGE }));
    const left = await harness.server.database.raw(
      "SELECT table_name FROM svv_tables WHERE table_name LIKE '\\\\_waybill\\\\_old%'",
    );
    expect(left.rows).toEqual([]);
    await expect(harness.warehouse.undo("run-c", replaced)).rejects.toMatchObject({
      code: "warehouse.undo-expired",
    });
  });
});

describe("a load that is refused", () => {
  const short: readonly Column[] = [{ name: "value", type: { kind: "text", maxLength: 1 }, nullable: true }];

  it("names the file, column and value that COPY could not read", async () => {
    const asked = await requestFor(harness, "run-a", [{ value: "ééé" }], { columns: short });
    await expect(load(harness, asked)).rejects.toMatchObject({
      code: "warehouse.copy-failed",
      class: "permanent",
      where: expect.stringMatching(/s3:\/\/staging\/artifact \d\.parquet, column value varchar\(4\)/),
      why: "String length exceeds DDL length; the value: ééé",
    });
  });

  it("by an artifact with other columns than the request's says so", async () => {
    const [one] = short;
    const wide = await requestFor(harness, "run-a", ROWS);
    const asked = { ...wide, columns: [...wide.columns, { ...one, name: "more" } as Column] };
    await expect(load(harness, asked)).rejects.toMatchObject({
      code: "warehouse.copy-failed",
      why: expect.stringContaining("incompatible Parquet schema"),
    });
  });

  it("by an artifact that ends before its flags says so", async () => {
    const asked = await requestFor(harness, "run-a", ROWS, { flagColumns: ["_waybill_flags"] });
    await expect(load(harness, asked)).rejects.toMatchObject({
      code: "warehouse.copy-failed",
      message: expect.stringContaining("lacks columns"),
    });
  });

  it("because a frozen table's text is too short writes nothing, shortens nothing", async () => {
    await load(harness, await requestFor(harness, "run-a", [{ value: "a" }], { columns: short }));
    const long: readonly Column[] = [{ name: "value", type: { kind: "text" }, nullable: true }];
    const frozen: LoadTarget = { ...TARGET, drift: "freeze" };
    const asked = await requestFor(harness, "run-b", [{ value: "abcde" }], { columns: long, target: frozen });
    await expect(load(harness, asked)).rejects.toMatchObject({ code: "warehouse.too-long" });
    const evolving = { ...asked, generation: 1, target: TARGET };
    expect(await load(harness, evolving)).toMatchObject({ rows: { inserted: 1 }, drift: [] });
    expect(await rowsOf(harness)).toEqual([{ value: "a" }, { value: "abcde" }]);
  });

  it("names an example of a key that is there twice", async () => {
    const twice = [...ROWS, { id: 7, value: "b" }, { id: 7, value: "c" }];
    const asked = await requestFor(harness, "run-a", twice, { target: MERGE });
    await expect(load(harness, asked)).rejects.toMatchObject({
      code: "warehouse.duplicate-key",
      where: "orders (id)",
      why: expect.stringContaining("id = 7"),
    });
  });

  it("because the table has a key twice says whose rows these are", async () => {
    await load(harness, await requestFor(harness, "run-a", ROWS));
    await load(harness, await requestFor(harness, "run-b", ROWS));
    const asked = await requestFor(harness, "run-c", ROWS, { target: MERGE });
    await expect(load(harness, asked)).rejects.toMatchObject({
      code: "warehouse.duplicate-key",
      message: expect.stringContaining("the rows of `orders`"),
    });
  });

  it("because the target is a view", async () => {
    await harness.server.database.raw("CREATE VIEW public.orders AS SELECT 1 AS id");
    const asked = await requestFor(harness, "run-a", ROWS);
    await expect(load(harness, asked)).rejects.toMatchObject({
      code: "warehouse.not-a-table",
      where: "orders",
    });
  });

  it("by Redshift's rights says what to grant", async () => {
    harness.server.disturb({ status: "FAILED", error: "ERROR: permission denied for schema public" });
    const asked = await requestFor(harness, "run-a", ROWS);
    await expect(load(harness, asked)).rejects.toMatchObject({
      code: "warehouse.denied",
      class: "permanent",
    });
  });
});

import { join } from "node:path";
import { openDatabase } from "@waybill/core/engine";
import { loaded } from "@waybill/core/testing/warehouse";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { onceMoreAfterConflict } from "./attempts.ts";
import { duckdbWarehouse } from "./duckdb-warehouse.ts";
import { load } from "./load.ts";
import { type DuckdbHarness, duckdbHarness, readTable } from "./testing/harness.ts";
import { COLUMNS, loadRows, MERGE, requestFor, TARGET } from "./testing/loads.ts";

let harness: DuckdbHarness;
beforeEach(async () => {
  harness = await duckdbHarness();
});
afterEach(() => harness.close());

const never = new AbortController().signal;
const many = (rows: number) =>
  harness.artifacts.writeQuery(
    `SELECT range AS id, 'value ' || hash(range) AS value, 0 AS _waybill_partition FROM range(${rows})`,
  );

describe("two attempts at one load", () => {
  it("of which the second only notices at its commit: it fails, and then finds what the first has done", async () => {
    const request = requestFor("run-a", [await many(1000)]);
    // The tables are there, so that only the ledger's key stands between the two.
    await loadRows(harness, "run-0", []);
    await harness.warehouse.close();
    const database = await openDatabase({ path: harness.path, tempDirectory: harness.folder });
    const connections = [await database.connect(), await database.connect()] as const;
    const attempts = connections.map((connection) => {
      const session = { connection, catalog: "warehouse" };
      return onceMoreAfterConflict(() => load(session, request, harness.clock.ms));
    });
    const reports = await Promise.all(attempts);
    expect(reports.map(({ repeated }) => repeated).sort()).toEqual([false, true]);
    expect(reports.map(({ rows }) => rows.inserted)).toEqual([1000, 1000]);
    const [counted] = await connections[0].all<{ rows: bigint }>("select count(*) as rows from orders");
    expect(counted?.rows).toBe(1000n);
    for (const connection of connections) connection.close();
    database.close();
  });

  it("by two warehouses of one process on one file take their turns", async () => {
    const path = join(harness.folder, "state", "..", "state", "warehouse.duckdb");
    const other = duckdbWarehouse({ path, tempDirectory: harness.folder });
    const artifact = await many(1000);
    const warehouses = [harness.warehouse, other, harness.warehouse, other];
    const loads = warehouses.map((warehouse, index) =>
      loaded(warehouse, requestFor(`run-${index % 3}`, [artifact])),
    );
    const queries = warehouses.map((warehouse) => warehouse.query("select 1", null).catch(() => null));
    const reports = await Promise.all(loads);
    await Promise.all(queries);
    expect(reports.filter(({ repeated }) => repeated)).toHaveLength(1);
    expect(await readTable(other, "orders")).toHaveLength(3000);
    await other.close();
  });
});

describe("the ledger", () => {
  it("has one row a load, with its counts, written in the load's own transaction", async () => {
    await loadRows(harness, "run-a", [{ id: 1, value: "a" }], { target: MERGE });
    await loadRows(
      harness,
      "run-b",
      [
        { id: 1, value: "b" },
        { id: 2, value: "c" },
      ],
      { target: MERGE },
    );
    await expect(loadRows(harness, "run-c", [{ id: null, value: "c" }], { target: MERGE })).rejects.toThrow();
    const { rows } = await harness.warehouse.query(
      `select run_id, table_name, generation, pipeline, mode, sequence, loaded_at, undo_until, got, inserted, updated
       from _waybill_ledger order by sequence`,
      null,
    );
    const [at, until] = ["2026-01-01T00:00:00Z", "2026-01-08T00:00:00Z"];
    expect(rows).toEqual([
      ["run-a", "orders", 0, "orders", "merge", 1, at, until, 1, 1, 0],
      ["run-b", "orders", 0, "orders", "merge", 2, at, until, 2, 1, 1],
    ]);
  });
});

describe("a load that is stopped", () => {
  it("leaves nothing, and the run can load again", async () => {
    const artifact = await many(2_000_000);
    const stop = new AbortController();
    const stopped = harness.warehouse.load(requestFor("run-a", [artifact], MERGE), stop.signal);
    setTimeout(() => stop.abort(new Error("stopped by hand")), 100);
    await expect(stopped).rejects.toThrow("stopped by hand");
    await expect(harness.warehouse.query("from orders", null)).rejects.toMatchObject({
      code: "warehouse.empty",
    });
    expect(await loadRows(harness, "run-a", [{ id: 1, value: "a" }])).toMatchObject({ repeated: false });
  });
});

describe("what cannot be merged", () => {
  const request = (key: readonly string[]) => requestFor("run-a", [], { ...MERGE, key });

  it.each([
    [[], "the load names no key"],
    [["nr"], "no column `nr` of the pipeline goes into the table"],
  ])("by the key %j", async (key, why) => {
    await expect(harness.warehouse.load(request(key), never)).rejects.toMatchObject({
      code: "warehouse.key",
      why,
    });
  });

  it("by a column that the drift policy keeps out of the table", async () => {
    const [id, value] = COLUMNS;
    await loadRows(harness, "run-0", [], { columns: value ? [value] : [] });
    const target = { ...MERGE, drift: "discard_value" } as const;
    const refused = loadRows(harness, "run-a", [], { columns: id ? [id] : [], target });
    await expect(refused).rejects.toMatchObject({ code: "warehouse.key", where: "orders" });
  });
});

describe("memory", () => {
  it("a limit that is too small says which setting to change", async () => {
    const small = duckdbWarehouse({
      path: join(harness.folder, "small.duckdb"),
      tempDirectory: join(harness.folder, "spill"),
      memoryLimit: "8MB",
    });
    const load = small.load(requestFor("run-a", [await many(300_000)], TARGET), never);
    await expect(load).rejects.toMatchObject({
      code: "warehouse.out-of-memory",
      class: "permanent",
      next: expect.stringContaining("--memory"),
    });
    await small.close();
  });
});

it("is named by its path", () => {
  expect(harness.warehouse.name).toBe(`duckdb:${harness.path}`);
});

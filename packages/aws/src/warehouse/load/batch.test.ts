import type { Column } from "@waybill/core";
import { describe, expect, it } from "vitest";
import type { TableColumn } from "../tables/columns.ts";
import { OWN_COLUMNS } from "../tables/columns.ts";
import { batchOf } from "../testing/every-statement.ts";
import { type Batch, fitOf, loadBatch } from "./batch.ts";

const COLUMNS: readonly Column[] = [
  { name: "id", type: { kind: "int32" }, nullable: false },
  { name: "note", type: { kind: "json" }, nullable: true },
];
const EXISTING: readonly TableColumn[] = [
  { name: "id", type: "INTEGER" },
  { name: "note", type: "SUPER" },
  ...OWN_COLUMNS,
];

/** A statement a line, without the mark of its purpose and the run's id. */
const sqlOf = (batch: Batch): string =>
  loadBatch(batch, fitOf(batch))
    .map(({ sql }) =>
      sql
        .replace(/^\/\*.*?\*\/ /, "")
        .replaceAll(/\s+/g, " ")
        .replaceAll(batch.request.runId, "RUN"),
    )
    .filter(
      (sql) =>
        !/_waybill_ledger" |CASE WHEN|INTO "public"._waybill_ledger|SELECT run_id/.test(sql.slice(0, 60)),
    )
    .join("\n");

describe("the SQL of a load", () => {
  it("append, into a new table", () => {
    const layout = { distkey: "id", sortkey: ["id"], encode: { id: "az64" } };
    expect(sqlOf(batchOf({}, { columns: COLUMNS, layout }))).toMatchInlineSnapshot(`
      "LOCK "public"._waybill_ledger
      CREATE TEMP TABLE _waybill_rows ("id" INTEGER, "note" VARCHAR(65535), _waybill_partition INTEGER, "_waybill_flags" BIGINT, _waybill_spare_1 BIGINT, _waybill_spare_2 BIGINT, _waybill_spare_3 BIGINT, _waybill_spare_4 BIGINT, _waybill_spare_5 BIGINT, _waybill_spare_6 BIGINT)
      COPY _waybill_rows FROM 's3://staging/manifests/a.json' IAM_ROLE 'arn:aws:iam::123456789012:role/copy' FORMAT AS PARQUET MANIFEST FILLRECORD
      CREATE TEMP TABLE _waybill_loading AS SELECT CAST("id" AS INTEGER) AS "id", CAST(JSON_PARSE("note") AS SUPER) AS "note", _waybill_partition, TRUE AS _waybill_fits FROM (SELECT "id", "note", _waybill_partition FROM _waybill_rows WHERE _waybill_rows."_waybill_flags" = 0) AS staged
      CREATE TABLE "public"."orders" ("id" INTEGER ENCODE az64, "note" SUPER, "_waybill_run_id" VARCHAR(64), "_waybill_partition" INTEGER) DISTKEY ("id") SORTKEY ("id")
      INSERT INTO "public"."orders" ("id", "note", "_waybill_run_id", "_waybill_partition") SELECT _waybill_loading."id", _waybill_loading."note", 'RUN', _waybill_partition FROM _waybill_loading WHERE _waybill_fits AND NOT EXISTS (SELECT 1 FROM "public"._waybill_ledger WHERE table_name = 'orders' AND run_id = 'RUN')"
    `);
  });

  it("merge", () => {
    expect(
      sqlOf(batchOf({ mode: "merge" }, { columns: COLUMNS, existing: EXISTING })),
    ).toMatchInlineSnapshot(`
      "LOCK "public"._waybill_ledger
      CREATE TEMP TABLE _waybill_rows ("id" INTEGER, "note" VARCHAR(65535), _waybill_partition INTEGER, "_waybill_flags" BIGINT, _waybill_spare_1 BIGINT, _waybill_spare_2 BIGINT, _waybill_spare_3 BIGINT, _waybill_spare_4 BIGINT, _waybill_spare_5 BIGINT, _waybill_spare_6 BIGINT)
      COPY _waybill_rows FROM 's3://staging/manifests/a.json' IAM_ROLE 'arn:aws:iam::123456789012:role/copy' FORMAT AS PARQUET MANIFEST FILLRECORD
      CREATE TEMP TABLE _waybill_loading AS SELECT CAST("id" AS INTEGER) AS "id", CAST(JSON_PARSE("note") AS SUPER) AS "note", _waybill_partition, TRUE AS _waybill_fits FROM (SELECT "id", "note", _waybill_partition FROM _waybill_rows WHERE _waybill_rows."_waybill_flags" = 0) AS staged
      CREATE TEMP TABLE _waybill_matches AS SELECT _waybill_loading."id", present._waybill_run_id, (CASE WHEN present."note" IS NULL THEN _waybill_loading."note" IS NOT NULL WHEN _waybill_loading."note" IS NULL THEN TRUE ELSE JSON_SERIALIZE(present."note") <> JSON_SERIALIZE(_waybill_loading."note") END) AS _waybill_changed FROM _waybill_loading JOIN "public"."orders" AS present ON _waybill_loading."id" = present."id" WHERE _waybill_fits
      INSERT INTO "public"._waybill_touched (run_id, table_name, earlier_run) SELECT DISTINCT 'RUN', 'orders', _waybill_run_id FROM _waybill_matches WHERE _waybill_run_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "public"._waybill_ledger WHERE table_name = 'orders' AND run_id = 'RUN')
      CREATE TABLE "public"."_waybill_undo__orders" ("_waybill_undo_run" VARCHAR(64), "id" INTEGER, "note" SUPER, "_waybill_run_id" VARCHAR(64), "_waybill_partition" INTEGER)
      INSERT INTO "public"."_waybill_undo__orders" (_waybill_undo_run, "id", "note", "_waybill_run_id", "_waybill_partition") SELECT 'RUN', present."id", present."note", present."_waybill_run_id", present."_waybill_partition" FROM "public"."orders" AS present JOIN _waybill_matches ON _waybill_matches."id" = present."id" WHERE _waybill_matches._waybill_changed AND NOT EXISTS (SELECT 1 FROM "public"._waybill_ledger WHERE table_name = 'orders' AND run_id = 'RUN')
      UPDATE "public"."orders" SET "note" = _waybill_loading."note", _waybill_run_id = 'RUN', _waybill_partition = _waybill_loading._waybill_partition FROM _waybill_loading, _waybill_matches WHERE _waybill_loading."id" = "orders"."id" AND _waybill_matches."id" = _waybill_loading."id" AND _waybill_fits AND _waybill_changed AND NOT EXISTS (SELECT 1 FROM "public"._waybill_ledger WHERE table_name = 'orders' AND run_id = 'RUN')
      INSERT INTO "public"."orders" ("id", "note", "_waybill_run_id", "_waybill_partition") SELECT _waybill_loading."id", _waybill_loading."note", 'RUN', _waybill_partition FROM _waybill_loading WHERE _waybill_fits AND NOT EXISTS (SELECT 1 FROM _waybill_matches WHERE _waybill_matches."id" = _waybill_loading."id") AND NOT EXISTS (SELECT 1 FROM "public"._waybill_ledger WHERE table_name = 'orders' AND run_id = 'RUN')"
    `);
  });

  it("replace", () => {
    expect(
      sqlOf(batchOf({ mode: "replace" }, { columns: COLUMNS, existing: EXISTING, existingUndo: EXISTING })),
    ).toMatchInlineSnapshot(`
      "LOCK "public"._waybill_ledger
      CREATE TEMP TABLE _waybill_rows ("id" INTEGER, "note" VARCHAR(65535), _waybill_partition INTEGER, "_waybill_flags" BIGINT, _waybill_spare_1 BIGINT, _waybill_spare_2 BIGINT, _waybill_spare_3 BIGINT, _waybill_spare_4 BIGINT, _waybill_spare_5 BIGINT, _waybill_spare_6 BIGINT)
      COPY _waybill_rows FROM 's3://staging/manifests/a.json' IAM_ROLE 'arn:aws:iam::123456789012:role/copy' FORMAT AS PARQUET MANIFEST FILLRECORD
      CREATE TEMP TABLE _waybill_loading AS SELECT CAST("id" AS INTEGER) AS "id", CAST(JSON_PARSE("note") AS SUPER) AS "note", _waybill_partition, TRUE AS _waybill_fits FROM (SELECT "id", "note", _waybill_partition FROM _waybill_rows WHERE _waybill_rows."_waybill_flags" = 0) AS staged
      ALTER TABLE "public"."orders" RENAME TO "_waybill_old__orders__01jz0000000000000000000000"
      ALTER TABLE "public"."_waybill_undo__orders" RENAME TO "_waybill_old_undo__orders__01jz0000000000000000000000"
      CREATE TABLE "public"."orders" ("id" INTEGER, "note" SUPER, "_waybill_run_id" VARCHAR(64), "_waybill_partition" INTEGER)
      INSERT INTO "public"."orders" ("id", "note", "_waybill_run_id", "_waybill_partition") SELECT _waybill_loading."id", _waybill_loading."note", 'RUN', _waybill_partition FROM _waybill_loading WHERE _waybill_fits AND NOT EXISTS (SELECT 1 FROM "public"._waybill_ledger WHERE table_name = 'orders' AND run_id = 'RUN')"
    `);
  });

  it("a column that widens takes the place of the old one", () => {
    const existing = [{ name: "id", type: "SMALLINT" }, ...EXISTING.slice(1)];
    const changes = sqlOf(batchOf({}, { columns: COLUMNS, existing }))
      .split("\n")
      .filter((line) => /^(ALTER|UPDATE)/.test(line));
    expect(changes.join("\n")).toMatchInlineSnapshot(`
      "ALTER TABLE "public"."orders" ADD COLUMN "_waybill_next_0" INTEGER
      UPDATE "public"."orders" SET "_waybill_next_0" = CAST("id" AS INTEGER)
      ALTER TABLE "public"."orders" DROP COLUMN "id"
      ALTER TABLE "public"."orders" RENAME COLUMN "_waybill_next_0" TO "id""
    `);
  });

  it("the first statement locks the ledger; the last write is the ledger's; then it is read", () => {
    for (const mode of ["append", "merge", "replace"] as const) {
      const statements = loadBatch(batchOf({ mode }), fitOf(batchOf({ mode })));
      expect(statements[0]?.purpose).toBe("lock");
      expect(statements.slice(-3).map(({ purpose }) => purpose)).toEqual(["ledger", "check-books", "report"]);
    }
  });

  it("each write to a table is guarded by the ledger", () => {
    const kept = [{ name: "_waybill_undo_run", type: "VARCHAR(64)" }, ...EXISTING];
    for (const mode of ["append", "merge", "replace"] as const) {
      const batch = batchOf({ mode }, { columns: COLUMNS, existing: EXISTING, existingUndo: kept });
      const writes = loadBatch(batch, fitOf(batch)).filter(({ sql }) =>
        /\*\/ (INSERT|UPDATE|DELETE)/.test(sql),
      );
      expect(writes.length).toBeGreaterThanOrEqual(2);
      for (const { sql } of writes)
        expect(sql).toMatch(/NOT EXISTS \(SELECT 1 FROM "public"\._waybill_ledger/);
    }
  });

  it("fits the Data API's forty statements where nothing but the rows changes", () => {
    const wide = Array.from(
      { length: 600 },
      (_, i): Column => ({ name: `column_${i}`, type: { kind: "text" }, nullable: true }),
    );
    const batch = batchOf({ mode: "merge", key: ["column_0"] }, { columns: wide });
    const statements = loadBatch(batch, fitOf(batch));
    expect(statements.length).toBeLessThan(25);
    expect(Math.max(...statements.map(({ sql }) => Buffer.byteLength(sql)))).toBeLessThan(100_000);
  });
});

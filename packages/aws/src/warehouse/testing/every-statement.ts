import type { Column, ColumnType, Drift, LoadMode, LoadRequest } from "@waybill/core";
import { lengthen } from "../drift/apply.ts";
import { selectLoadError } from "../failure/load-error.ts";
import { type LedgerEntry, readExpired, readFrom } from "../ledger/entry.ts";
import { prepareLedger } from "../ledger/tables.ts";
import { type Batch, fitOf, loadBatch } from "../load/batch.ts";
import type { Statement } from "../sql/statement.ts";
import { readColumns } from "../tables/catalog.ts";
import { OWN_COLUMNS, type TableColumn } from "../tables/columns.ts";
import { tableNamed, undoTable } from "../tables/name.ts";
import { undoBatch } from "../undo/batch.ts";

export const TYPES: readonly ColumnType[] = [
  { kind: "int32" },
  { kind: "int" },
  { kind: "int64" },
  { kind: "double" },
  { kind: "float32" },
  { kind: "decimal", precision: 12, scale: 2 },
  { kind: "boolean" },
  { kind: "text" },
  { kind: "text", maxLength: 5 },
  { kind: "uuid" },
  { kind: "date" },
  { kind: "time" },
  { kind: "timestamp" },
  { kind: "timestamptz", js: "text" },
  { kind: "json" },
  { kind: "bytes" },
];

/** Names that break SQL where it is not quoted, or only half. */
export const HOSTILE: readonly string[] = [
  "select",
  "a b",
  'say "hi"',
  "it's; drop table x",
  "back\\slash",
  "Ünïcode",
  "-- comment",
  "/* open",
  ":param",
  "%s {{ jinja }}",
  "order",
];

const MODES: readonly LoadMode[] = ["append", "merge", "replace"];
const POLICIES: readonly Drift[] = ["evolve", "freeze", "discard_row", "discard_value"];
/** A type of the table for each that the pipeline may give, so that each pair of them meets. */
const TABLE_TYPES = [
  "SMALLINT",
  "INTEGER",
  "BIGINT",
  "REAL",
  "DOUBLE PRECISION",
  "DECIMAL(10,1)",
  "BOOLEAN",
  "VARCHAR(10)",
  "CHAR(36)",
  "DATE",
  "TIME",
  "TIMESTAMP",
  "TIMESTAMPTZ",
  "SUPER",
  "VARBYTE(1024000)",
];

const NOW = Date.UTC(2026, 0, 2, 3, 4, 5);
const RUN = "01JZ0000000000000000000000";
const ROLE = "arn:aws:iam::123456789012:role/copy";

const column = (name: string, type: ColumnType): Column => ({ name, type, nullable: true });
const all: readonly Column[] = [
  column("id", { kind: "int64" }),
  ...TYPES.map((type, i) => column(`c${i}`, type)),
  ...HOSTILE.map((name) => column(name, { kind: "text" })),
];

/** A load's request and what it finds; the caller's words go over it. */
export function batchOf(
  target: Partial<LoadRequest["target"]>,
  {
    columns = all,
    ...found
  }: Partial<Omit<Batch, "request" | "table">> & { readonly columns?: readonly Column[] } = {},
): Batch {
  const mode = target.mode ?? "append";
  const full = {
    table: "orders",
    mode,
    key: mode === "merge" ? ["id"] : [],
    drift: "evolve",
    undoDays: 7,
    ...target,
  } as const;
  const request: LoadRequest = {
    runId: RUN,
    generation: 0,
    pipeline: "it's orders",
    target: full,
    columns,
    artifacts: [],
    flagColumns: ["_waybill_flags"],
    exclusions: [],
    winners: [],
    superseded: 0,
  };
  const sources = { artifacts: "s3://staging/manifests/a.json", winners: null, exclusions: [] };
  return {
    request,
    table: tableNamed(full.table),
    sources,
    existing: null,
    existingUndo: null,
    expired: [],
    role: ROLE,
    layout: {},
    now: NOW,
    ...found,
  };
}

/** All SQL forms that the warehouse sends: every type, mode, policy, and hostile names. */
export function* everyStatement(): Generator<Statement> {
  const table = tableNamed("sales.orders");
  yield* prepareLedger;
  yield* readColumns([table, undoTable(table)]);
  yield readExpired(table, NOW);
  yield readFrom(RUN, table);
  yield selectLoadError(1234);
  for (const mode of MODES) {
    yield* newTables(mode);
    for (const policy of POLICIES) yield* differences(mode, policy);
    yield* undone(mode);
  }
  for (const policy of POLICIES) if (policy !== "freeze") yield* pairsOfTypes(policy);
}

const sources = {
  artifacts: "s3://staging/it's/a.json",
  winners: "s3://staging/w.json",
  exclusions: [{ columns: ["id", "select"], manifest: "s3://staging/e.json" }],
};
const layout = {
  distkey: "id",
  sortkey: ["id", "c10"],
  encode: { id: "az64", select: "zstd" },
  varcharBytes: 256,
};

function* newTables(mode: LoadMode): Generator<Statement> {
  yield* batchFor(batchOf({ mode, table: "sales.orders" }, { sources, layout }));
  for (const name of HOSTILE) {
    yield* batchFor(
      batchOf(
        { mode, table: name, key: mode === "merge" ? HOSTILE : [] },
        { columns: all.slice(-HOSTILE.length) },
      ),
    );
  }
  yield* batchFor(batchOf({ mode }, { sources: { artifacts: null, winners: null, exclusions: [] } }));
}

const entry = (mode: LoadMode, runId: string): LedgerEntry => ({
  runId,
  mode,
  sequence: 3,
  rows: { got: 0, inserted: 0, updated: 0, unchanged: 0, superseded: 0, discarded: 0 },
  drift: [],
  expired: false,
  undone: null,
});

function* differences(mode: LoadMode, drift: Drift): Generator<Statement> {
  const id: TableColumn = { name: "id", type: "BIGINT" };
  const columns = [
    column("id", { kind: "int64" }),
    column("it's", { kind: "int64" }),
    column("new\\", { kind: "json" }),
  ];
  const expired = MODES.map((each) => entry(each, `run-${each}`));
  const kept = [{ name: "_waybill_undo_run", type: "VARCHAR(64)" }, id, ...OWN_COLUMNS];
  const existing = [id, { name: "it's", type: "INTEGER" }, { name: "kept", type: "DATE" }];
  yield* allowed(
    batchOf(
      { mode, drift },
      { columns, existing: [...existing, ...OWN_COLUMNS], existingUndo: kept, expired },
    ),
  );
  yield* allowed(batchOf({ mode, drift }, { columns, existing }));
}

/** One load for each type of the table, with a column of each type that the pipeline may give. */
function* pairsOfTypes(drift: Drift): Generator<Statement> {
  for (const type of TABLE_TYPES) {
    const fitting = TYPES.filter((given) => drift !== "evolve" || evolves(given, type));
    const columns = fitting.map((given, i) => column(`c${i}`, given));
    const existing = [...columns.map(({ name }) => ({ name, type })), ...OWN_COLUMNS];
    yield* batchFor(batchOf({ drift }, { columns, existing }));
  }
}

const evolves = (given: ColumnType, type: string): boolean =>
  [...allowed(batchOf({}, { columns: [column("c", given)], existing: [{ name: "c", type }] }))].length > 0;

/** What the policy refuses has no SQL. */
function* allowed(batch: Batch): Generator<Statement> {
  try {
    yield* batchFor(batch);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "warehouse.drift")) throw error;
  }
}

function* batchFor(batch: Batch): Generator<Statement> {
  const fit = fitOf(batch);
  yield* lengthen(batch.table, fit.changes);
  yield* loadBatch(batch, fit);
}

function* undone(mode: LoadMode): Generator<Statement> {
  const columns = [{ name: "id", type: "BIGINT" }, { name: 'say "hi"', type: "VARCHAR(5)" }, ...OWN_COLUMNS];
  for (const kept of [columns, null]) {
    yield* undoBatch({
      load: entry(mode, RUN),
      table: tableNamed('sales.or"ders'),
      kept: { present: columns, undo: kept, old: kept, oldUndo: kept },
      standing: 1,
      newest: 3,
      now: NOW,
    });
  }
}

import { afterEach, beforeEach } from "vitest";
import type { Column } from "../../contract/column.ts";
import type { LoadTarget } from "../../pipeline/plan.ts";
import type { LoadFile, LoadReport, LoadRequest, Warehouse } from "../../ports/warehouse.ts";
import type { Row } from "../../transform/step.ts";

/** A warehouse under test, empty, and what a test needs beside it. */
export interface WarehouseHarness {
  readonly warehouse: Warehouse;
  /** Writes rows as an artifact with these columns. */
  write(rows: readonly Row[], columns: readonly Column[]): Promise<LoadFile>;
  /** All rows of the table, own columns included: small integers as numbers, decimals and dates as text. */
  read(table: string): Promise<readonly Row[]>;
  close(): Promise<void>;
}

export interface WarehouseTraits {
  /** Columns have types that can differ from the pipeline's; else the reason why not. */
  readonly drift: true | { readonly skip: string };
  /** How many sequences of loads the properties try: what is cheap is tried often. */
  readonly sequences: number;
}

/** A warehouse of its own for each test, and short words for what the tests do with it. */
export function eachTest(make: () => Promise<WarehouseHarness>): WarehouseDriver {
  let harness: WarehouseHarness | null = null;
  let runs = 0;
  beforeEach(async () => {
    harness = await make();
  });
  afterEach(async () => {
    await harness?.close();
  });
  const current = (): WarehouseHarness => {
    if (!harness) throw new Error("only to be used inside a test");
    return harness;
  };
  const artifact = (rows: readonly Row[], columns: readonly Column[]) =>
    current().write(
      rows.map((row) => ({ [PARTITION]: 0, [FLAGS]: 0, ...row })),
      [...columns, ...OWN],
    );
  return {
    get warehouse() {
      return current().warehouse;
    },
    nextRun: () => `run-${String(++runs).padStart(6, "0")}`,
    artifact,
    table: async (name) => (await current().read(name)).map(withoutOwn).sort(byText),
    rawTable: (name) => current().read(name),
    async load(rows, { runId = `run-${String(++runs).padStart(6, "0")}`, columns = ROW, ...rest } = {}) {
      const request = requestFor(runId, columns, rest);
      const artifacts = rest.request?.artifacts ?? [await artifact(rows, columns)];
      return { runId, ...(await loaded(current().warehouse, { ...request, artifacts, ...rest.request })) };
    },
  };
}

/** Loads with a warehouse that does it while the caller waits. */
export async function loaded(
  warehouse: Warehouse,
  request: LoadRequest,
  signal: AbortSignal = new AbortController().signal,
): Promise<LoadReport> {
  const report = await warehouse.load(request, signal);
  if (!report) throw new Error("the load is not done when `load` returns");
  return report;
}

export interface WarehouseDriver {
  readonly warehouse: Warehouse;
  nextRun(): string;
  artifact(rows: readonly Row[], columns: readonly Column[]): Promise<LoadFile>;
  /** Without own columns, sorted. */
  table(name: string): Promise<readonly Row[]>;
  rawTable(name: string): Promise<readonly Row[]>;
  /** Loads rows of one artifact into `orders`. */
  load(rows: readonly Row[], options?: LoadOptions): Promise<LoadReport & { readonly runId: string }>;
}

export interface LoadOptions {
  readonly runId?: string;
  readonly columns?: readonly Column[];
  readonly target?: Partial<LoadTarget>;
  readonly request?: Partial<LoadRequest>;
}

const requestFor = (runId: string, columns: readonly Column[], { target }: LoadOptions): LoadRequest => ({
  runId,
  generation: 0,
  pipeline: "orders",
  target: { ...TARGET, ...target },
  columns,
  artifacts: [],
  flagColumns: [FLAGS],
  exclusions: [],
  winners: [],
  superseded: 0,
});

const PARTITION = "_waybill_partition";
const FLAGS = "_waybill_flags";

const TARGET: LoadTarget = { table: "orders", mode: "append", key: [], drift: "evolve", undoDays: 7 };

export const int = (name: string): Column => ({ name, type: { kind: "int" }, nullable: true });
export const text = (name: string): Column => ({ name, type: { kind: "text" }, nullable: true });

/** What most tests load: `{ id, value }`. */
export const ROW: readonly Column[] = [int("id"), text("value")];
const OWN: readonly Column[] = [
  { name: PARTITION, type: { kind: "int32" }, nullable: false },
  { name: FLAGS, type: { kind: "int64" }, nullable: false },
];

const withoutOwn = (row: Row): Row =>
  Object.fromEntries(Object.entries(row).filter(([name]) => !name.startsWith("_waybill_")));

const byText = (a: Row, b: Row): number => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);

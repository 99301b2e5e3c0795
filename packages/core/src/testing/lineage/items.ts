import type { RunItem, UnitItem } from "../../ports/lineage.ts";
import { progress } from "../../run/progress.ts";
import { RUN } from "../test-event.ts";

export const ARTIFACT = {
  uri: "local:a/rows.parquet",
  format: "parquet",
  rows: 3,
  bytes: 1024,
  checksum: `sha256:${"0".repeat(64)}`,
  schema: [{ name: "id", type: "INTEGER", nullable: false }],
} as const;

export const unitAt = (status: UnitItem["status"], more: Partial<UnitItem> = {}): UnitItem => ({
  runId: RUN,
  unit: "flights#0",
  ...progress(more.generation ?? 0, status),
  open: status !== "Validated" && status !== "Failed",
  hopId: `hop of ${status} ${more.generation ?? 0}`,
  artifact: null,
  ...more,
});

export const runAt = (status: RunItem["status"], more: Partial<RunItem> = {}): Omit<RunItem, "planned"> => ({
  runId: RUN,
  pipeline: "flights",
  outcome: null,
  ...progress(more.generation ?? 0, status),
  ...more,
});

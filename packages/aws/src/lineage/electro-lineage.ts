import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { Lineage } from "@waybill/core";
import { type CallLimits, clientConfig } from "../client/config.ts";
import type { AwsSettings } from "../client/settings.ts";
import { Catalogue } from "./catalogue.ts";
import { Hops } from "./hops.ts";
import { Runs } from "./runs.ts";
import { Store } from "./store.ts";
import { Units } from "./units.ts";

export interface ElectroLineageOptions {
  readonly aws?: AwsSettings;
  /** The table's name. */
  readonly table: string;
  /** Days that what belongs to a run is kept after it was written last; 180. Cursors and datasets are kept for ever. */
  readonly retentionDays?: number;
  /** Units in a page; 1,000. */
  readonly pageSize?: number;
  readonly limits?: CallLimits;
  /** Milliseconds since 1970: the clock from which items expire. */
  readonly now?: () => number;
}

/** The longest answer is a page of 1 MB. */
const LIMITS: CallLimits = { answerMs: 5_000 };

/**
 * The lineage in one DynamoDB table, whose shape is `tableShape`. Every write is of one item and safe to repeat, so a
 * lost answer needs nothing. What decisions are taken from is read consistently; `runs` and `datasets` come from global
 * indexes, which show a write within a second or so.
 *
 * Limits: a run has 10 GB, since the table has a local index, and about 1,000 writes of 1 KB a second, since it is one
 * partition key: fine to about 100,000 partitions. An event has 350 KB.
 * Errors: `Transient` `lineage.unavailable`; `Permanent` `lineage.newer-version`, `lineage.too-large`,
 * `lineage.run-too-large`, `lineage.no-table`; those of `awsFailure`.
 */
export function electroLineage(options: ElectroLineageOptions): Lineage {
  const { aws = {}, table, retentionDays = 180, pageSize = 1000, limits = LIMITS, now = Date.now } = options;
  const client = new DynamoDBClient(clientConfig(aws, limits));
  const store = new Store({ client, table }, { retentionDays, now });
  const hops = new Hops(store);
  const units = new Units(store, pageSize);
  const runs = new Runs(store);
  const catalogue = new Catalogue(store);
  return {
    putHop: (hop) => hops.put(hop),
    getHop: (id) => hops.get(id),
    hops: (runId) => hops.ofRun(runId),
    runsOf: (urn) => hops.runsOf(urn),

    advanceUnit: (item) => units.advance(item),
    getUnit: (runId, unit) => units.get(runId, unit),
    units: (runId, cursor) => units.page(runId, cursor),
    openUnits: (runId, limit) => units.open(runId, limit),

    advanceRun: (run) => runs.advance(run),
    setPlanned: (runId, planned) => runs.setPlanned(runId, planned),
    getRun: (runId) => runs.get(runId),
    runs: (filter, cursor) => runs.page(filter, cursor),

    putCursor: (cursor) => catalogue.putCursor(cursor),
    getCursor: (pipeline, source) => catalogue.cursor(pipeline, source),
    putDataset: (dataset) => catalogue.putDataset(dataset),
    datasets: () => catalogue.datasets(),
  };
}

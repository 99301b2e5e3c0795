import { RUN, testEvent } from "@waybill/core/testing";
import type { Artifact, Envelope } from "@waybill/events";

/** What a run reads is not its own. */
export const SOURCE_FILE = "s3://raw/flights.csv";

export const artifact = (key: string): Artifact => ({
  uri: `s3://staging/${RUN}/${key}`,
  format: "parquet",
  rows: 3,
  bytes: 100,
  checksum: `sha256:${"0".repeat(64)}`,
});

/** A partition was extracted, and three rows each were rejected and quarantined. */
export const extracted = (generation = 0, second = 0): Envelope =>
  testEvent({
    type: "Extracted",
    slot: { stage: "extract", generation },
    second,
    data: {
      source: "flights",
      inputs: [{ uri: SOURCE_FILE }],
      artifact: artifact(`flights#0/${generation}/rows.parquet`),
      rejects: artifact(`flights#0/${generation}/rejects.parquet`),
      quarantine: artifact(`flights#0/${generation}/quarantine.parquet`),
      rows: { read: 9, extracted: 3, rejected: 3, quarantined: 3, corrected: 0 },
      checks: [],
      ms: 1,
    },
  });

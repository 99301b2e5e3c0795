import { Entity } from "electrodb";
import { expiring, key, listIndex, listing, model, runKey, type Table } from "./common.ts";

/** `open` while it is not over. */
const OUTCOMES = ["open", "completed", "failed"] as const;

/** `listedIn` of every run. */
export const RUNS = "runs";

/** `run#<id>` / `run`. Listed once it has a status: its planned count may come first. */
export const runEntity = (table: Table) =>
  new Entity(
    {
      model: model("run"),
      attributes: {
        ...expiring,
        ...listing,
        runId: { type: "string", required: true },
        pipeline: { type: "string" },
        generation: { type: "number" },
        rank: { type: "number" },
        status: { type: "string" },
        outcome: { type: OUTCOMES },
        planned: { type: "number" },
      },
      indexes: {
        primary: { pk: runKey, sk: { field: "sk", composite: [], template: "run", casing: "none" } },
        all: listIndex,
        byPipeline: {
          index: "gsi2",
          pk: key("gsi2pk", "", "pipeline"),
          sk: key("gsi2sk", "", "listedAs"),
        },
        byOutcome: {
          index: "gsi3",
          pk: key("gsi3pk", "", "outcome"),
          sk: key("gsi3sk", "", "listedAs"),
        },
      },
    },
    table,
  );

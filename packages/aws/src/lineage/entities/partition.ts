import { Entity } from "electrodb";
import { expiring, key, model, runKey, type Table } from "./common.ts";

/** `run#<id>` / `partition#<source>#<n>`. The local index holds it while it is open. */
export const partitionEntity = (table: Table) =>
  new Entity(
    {
      model: model("partition"),
      attributes: {
        ...expiring,
        runId: { type: "string", required: true },
        unit: { type: "string", required: true },
        generation: { type: "number", required: true },
        rank: { type: "number", required: true },
        status: { type: "string", required: true },
        hopId: { type: "string", required: true },
        /** JSON. */
        artifact: { type: "string" },
        /** The unit's name while it is open, by which the index sorts; absent once it is not. */
        open: { type: "string" },
      },
      indexes: {
        primary: {
          pk: runKey,
          sk: key("sk", "partition#", "unit"),
        },
        open: {
          index: "lsi1",
          projection: "keys_only",
          pk: runKey,
          sk: key("lsi1sk", "", "open"),
        },
      },
    },
    table,
  );

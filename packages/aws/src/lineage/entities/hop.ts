import { Entity } from "electrodb";
import { expiring, key, model, runKey, type Table } from "./common.ts";

/** `run#<id>` / `hop#<event id>`: the envelope, written once. */
export const hopEntity = (table: Table) =>
  new Entity(
    {
      model: model("hop"),
      attributes: {
        ...expiring,
        runId: { type: "string", required: true },
        hopId: { type: "string", required: true },
        /** JSON: a map would change numbers, and has 32 levels at most. */
        envelope: { type: "string", required: true },
      },
      indexes: {
        primary: {
          pk: runKey,
          sk: key("sk", "hop#", "hopId"),
        },
      },
    },
    table,
  );

import { Entity } from "electrodb";
import { expiring, key, model, type Table } from "./common.ts";

/** `hop#<event id>` / `run`: whose hop this is. The id is a hash of the run, so it is the same whoever writes it. */
export const hopRunEntity = (table: Table) =>
  new Entity(
    {
      model: model("hop-run"),
      attributes: {
        ...expiring,
        hopId: { type: "string", required: true },
        runId: { type: "string", required: true },
      },
      indexes: {
        primary: {
          pk: key("pk", "hop#", "hopId"),
          sk: { field: "sk", composite: [], template: "run", casing: "none" },
        },
      },
    },
    table,
  );

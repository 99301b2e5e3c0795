import { Entity } from "electrodb";
import { expiring, key, model, type Table } from "./common.ts";

/** `dataset#<urn>` / `run#<id>#<event id>`: this hop of this run may name the dataset. The hop has the last word. */
export const datasetRunEntity = (table: Table) =>
  new Entity(
    {
      model: model("dataset-run"),
      attributes: {
        ...expiring,
        /** `urnKey` of the urn. */
        dataset: { type: "string", required: true },
        runId: { type: "string", required: true },
        hopId: { type: "string", required: true },
      },
      indexes: {
        primary: {
          pk: key("pk", "dataset#", "dataset"),
          sk: key("sk", "run#", "runId", "hopId"),
        },
      },
    },
    table,
  );

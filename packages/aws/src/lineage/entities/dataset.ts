import { Entity } from "electrodb";
import { common, key, listIndex, listing, model, type Table } from "./common.ts";

/** `listedIn` of every dataset. */
export const DATASETS = "datasets";

/** `dataset#<urn>` / `schema#<version>`. Never expires. */
export const datasetEntity = (table: Table) =>
  new Entity(
    {
      model: model("dataset"),
      attributes: {
        ...common,
        ...listing,
        /** `urnKey` of the urn. */
        dataset: { type: "string", required: true },
        urn: { type: "string", required: true },
        schemaVersion: { type: "string", required: true },
        /** JSON. */
        columns: { type: "string", required: true },
        firstRun: { type: "string", required: true },
        lastRun: { type: "string", required: true },
      },
      indexes: {
        primary: {
          pk: key("pk", "dataset#", "dataset"),
          sk: key("sk", "schema#", "schemaVersion"),
        },
        all: listIndex,
      },
    },
    table,
  );

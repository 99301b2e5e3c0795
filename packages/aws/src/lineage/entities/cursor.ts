import { Entity } from "electrodb";
import { common, key, model, type Table } from "./common.ts";

/** `pipeline#<name>` / `cursor#<source>`. Never expires. */
export const cursorEntity = (table: Table) =>
  new Entity(
    {
      model: model("cursor"),
      attributes: {
        ...common,
        pipeline: { type: "string", required: true },
        source: { type: "string", required: true },
        value: { type: "string", required: true },
        runId: { type: "string", required: true },
      },
      indexes: {
        primary: {
          pk: key("pk", "pipeline#", "pipeline"),
          sk: key("sk", "cursor#", "source"),
        },
      },
    },
    table,
  );

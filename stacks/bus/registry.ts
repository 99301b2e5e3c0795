import { nameOf, pascal } from "../parts/names.ts";
import { draft4 } from "./draft4.ts";
import { frozenSchemas } from "./frozen.ts";

/** Every version of every event, as it was frozen, where other teams look for it and generate their types from. */
export function schemaRegistry(): void {
  const registry = new aws.schemas.Registry("Schemas", {
    name: nameOf("events"),
    description: `Events of ${$app.name} ${$app.stage}, filled from the frozen schemas`,
  });
  for (const { event, version, schema } of frozenSchemas($cli.paths.root)) {
    new aws.schemas.Schema(`Schema${pascal(event)}V${version}`, {
      name: `waybill@${event}-v${version}`,
      registryName: registry.name,
      type: "JSONSchemaDraft4",
      description: `${event}, version ${version}: the data of its detail`,
      content: JSON.stringify(draft4(schema)),
    });
  }
}

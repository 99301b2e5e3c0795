import { didYouMean, Usage } from "@waybill/core";
import {
  asyncApi,
  checkCompatibility,
  dataSchema,
  type EventDefinition,
  explain,
  type Finding,
  manifest,
} from "@waybill/events";
import type { Cli } from "../command-line/cli.ts";
import { printJson, toJson } from "../command-line/json.ts";
import { EXIT } from "../command-line/problem.ts";
import { plural } from "../terminal/numbers.ts";
import type { Paint } from "../terminal/paint.ts";
import { layOut } from "../terminal/table.ts";
import type { SchemaFlags } from "./command.ts";

export default async function schema(
  this: Cli,
  flags: SchemaFlags,
  event?: string,
  version?: number,
): Promise<void> {
  const { out } = this;
  if (flags.asyncapi) return out.line(toJson(asyncApi(this.version), 2));
  if (flags.check) return check(this, flags);
  if (event !== undefined) {
    const definition = definitionOf(event);
    const wanted = version ?? definition.version;
    refuseUnknownVersion(definition, wanted);
    return out.line(toJson(dataSchema(definition, wanted), 2));
  }
  if (flags.json) return printJson(out, manifest.definitions.map(eventJson));
  for (const line of listLines(manifest.definitions, out.columns, out.paint)) out.line(line);
}

function check(cli: Cli, { json }: SchemaFlags): void {
  const { out } = cli;
  const findings: readonly Finding[] = checkCompatibility();
  if (json) printJson(out, { findings });
  else if (findings.length === 0) out.line("every event is compatible with its frozen schemas");
  else for (const finding of findings) out.line(`${explain(finding)}\n`);
  if (findings.length > 0) cli.exitCode = EXIT.failed;
}

function definitionOf(name: string): EventDefinition {
  const found = manifest.definitions.find(({ type }) => type.toLowerCase() === name.toLowerCase());
  if (found) return found;
  throw new Usage("event.unknown-type", `there is no event called ${name}`, {
    next: didYouMean(
      name,
      manifest.definitions.map(({ type }) => type),
    ),
  });
}

function refuseUnknownVersion({ type, schemas }: EventDefinition, version: number): void {
  if (version in schemas) return;
  throw new Usage("event.unknown-version", `${type} has no version ${version}`, {
    next: `there are: ${Object.keys(schemas).join(", ")}`,
  });
}

const eventJson = ({ type, version, schemas, summary }: EventDefinition) => ({
  event: type,
  version,
  versions: Object.keys(schemas).map(Number),
  summary,
});

export function listLines(
  definitions: readonly EventDefinition[],
  width: number | null,
  paint: Paint,
): readonly string[] {
  const { header, rows } = layOut(
    [{ title: "event" }, { title: "version", align: "right" }, { title: "what it says" }],
    definitions.map(({ type, version, summary }) => [type, String(version), summary]),
    width,
  );
  const remark = `${plural(definitions.length, "event")}; the shape of one: waybill schema Loaded`;
  return [paint.bold(header), ...rows, paint.dim(remark)];
}

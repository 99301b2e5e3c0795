import type { EventDefinition } from "../define.ts";
import { dataSchema, type JsonSchema, metadataSchema } from "../json-schema.ts";
import { manifest } from "../manifest.ts";

/** The name under which the metadata is frozen, beside the events. */
export const METADATA = "Metadata";

/** All versions of one event, frozen or running. */
export interface Contract {
  readonly type: string;
  readonly versions: Readonly<Record<number, JsonSchema>>;
  /** What `freeze` wrote down of each version; only a frozen contract has them. */
  readonly digests: Readonly<Record<number, string>>;
}

export const latestOf = ({ versions }: Contract): number => Math.max(0, ...Object.keys(versions).map(Number));

/** The contracts of the running code: the metadata, then each event. */
export function runningContracts(definitions: readonly EventDefinition[] = manifest.definitions): Contract[] {
  const events = definitions.map((definition): Contract => {
    const versions = Object.keys(definition.schemas).map((n) => [n, dataSchema(definition, Number(n))]);
    return { type: definition.type, versions: Object.fromEntries(versions), digests: {} };
  });
  return [{ type: METADATA, versions: { 1: metadataSchema() }, digests: {} }, ...events];
}

import type { EventDefinition } from "./define.ts";
import type { Envelope } from "./envelope.ts";
import { ContractError } from "./errors.ts";
import { Discarded, Redriven, Released, RolledBack } from "./run/acts.ts";
import { Completed } from "./run/completed.ts";
import { Extracted } from "./run/extracted.ts";
import { Failed } from "./run/failed.ts";
import { Loaded } from "./run/loaded.ts";
import { Planned } from "./run/planned.ts";
import { Requested } from "./run/requested.ts";
import { Transformed } from "./run/transformed.ts";
import { Validated } from "./run/validated.ts";

/** Every event there is. A second one of the same name throws. */
export function defineManifest<const D extends readonly EventDefinition[]>(definitions: D) {
  const byType = new Map<string, EventDefinition>();
  for (const definition of definitions) {
    if (byType.has(definition.type)) {
      throw new ContractError("event.duplicate", `two events are called ${definition.type}`, {
        next: "give one of them another name in manifest.ts",
      });
    }
    byType.set(definition.type, definition);
  }
  return {
    definitions,
    /** The definition of this name. Throws `ContractError` (`event.unknown-type`). */
    definition(type: string): EventDefinition {
      const found = byType.get(type);
      if (found) return found;
      throw new ContractError("event.unknown-type", `there is no event called ${type}`, {
        where: type,
        why: `known are ${[...byType.keys()].join(", ")}`,
        next: "deploy the newer subscriber, or correct the name",
      });
    },
  };
}

export const manifest = defineManifest([
  Requested,
  Planned,
  Extracted,
  Transformed,
  Validated,
  Loaded,
  Failed,
  Completed,
  Redriven,
  Released,
  RolledBack,
  Discarded,
]);

/** Any event of a run, in its latest version. */
export type RunEvent =
  | Requested
  | Planned
  | Extracted
  | Transformed
  | Validated
  | Loaded
  | Failed
  | Completed
  | Redriven
  | Released
  | RolledBack
  | Discarded;

/** A received envelope of any known event, in its latest version. Throws `ContractError`. */
export function parseEvent(received: unknown): RunEvent {
  const type = (received as Partial<Envelope> | null)?.metadata?.type;
  if (typeof type !== "string") {
    throw new ContractError("event.malformed", "an event without metadata.type", {
      where: "metadata.type",
      next: "publish through EventDefinition.make",
    });
  }
  return manifest.definition(type).parse(received) as RunEvent;
}

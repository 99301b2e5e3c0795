import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { JsonObject } from "./draft4.ts";

/** Below the root of the project. */
const FOLDER = "packages/events/schemas";

export interface FrozenSchema {
  readonly event: string;
  readonly version: number;
  readonly schema: JsonObject;
}

/** What was published, in the order of its name and version. */
export function frozenSchemas(root: string): readonly FrozenSchema[] {
  const folder = join(root, FOLDER);
  const events = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return events
    .map(({ name }) => name)
    .sort()
    .flatMap((event) =>
      versionsIn(join(folder, event)).map((version) => ({
        event,
        version,
        schema: JSON.parse(readFileSync(join(folder, event, `${version}.json`), "utf8")) as JsonObject,
      })),
    );
}

const versionsIn = (folder: string): readonly number[] =>
  readdirSync(folder)
    .filter((file) => file.endsWith(".json"))
    .map((file) => Number.parseInt(file, 10))
    .sort((a, b) => a - b);

import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { JsonSchema } from "../json-schema.ts";
import { canonical, digest } from "./canonical.ts";
import type { Contract } from "./contract.ts";

type Digests = Record<string, string>;

/** Where the frozen schemas are: `schemas/<Event>/<v>.json`, and `schemas/digests.json`. */
export const schemasDirectory = (): string => fileURLToPath(new URL("../../schemas", import.meta.url));

const fileIn = (directory: string, name: string) => join(directory, `${name}.json`);

const read = <T>(file: string): T => JSON.parse(readFileSync(file, "utf8")) as T;

const digestsOf = (directory: string): Digests => {
  const file = fileIn(directory, "digests");
  return existsSync(file) ? read<Digests>(file) : {};
};

/** The contracts as they were frozen. A file without a digest, or a digest without a file, is kept: it is a finding. */
export function readFrozen(directory: string = schemasDirectory()): Contract[] {
  const digests = digestsOf(directory);
  const files = existsSync(directory) ? readdirSync(directory, { withFileTypes: true }) : [];
  const folders = files.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  const types = new Set([...folders, ...Object.keys(digests).map((name) => name.split("/")[0] as string)]);
  return [...types].sort().map((type) => ({
    type,
    versions: Object.fromEntries(
      (folders.includes(type) ? readdirSync(join(directory, type)) : [])
        .filter((name) => name.endsWith(".json"))
        .map((name) => [Number.parseInt(name, 10), read<JsonSchema>(join(directory, type, name))]),
    ),
    digests: Object.fromEntries(
      Object.entries(digests)
        .filter(([name]) => name.startsWith(`${type}/`))
        .map(([name, value]) => [Number(name.slice(type.length + 1)), value]),
    ),
  }));
}

/** Writes one frozen schema and its digest. */
export function writeFrozen(name: string, schema: JsonSchema, directory: string = schemasDirectory()): void {
  const file = fileIn(directory, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(schema, null, 2)}\n`);
  writeDigests({ ...digestsOf(directory), [name]: digest(schema) }, directory);
}

/** Forgets one frozen schema, for a version that was never released. */
export function removeFrozen(name: string, directory: string = schemasDirectory()): void {
  rmSync(fileIn(directory, name), { force: true });
  const { [name]: _, ...others } = digestsOf(directory);
  writeDigests(others, directory);
}

function writeDigests(digests: Digests, directory: string): void {
  const sorted: unknown = JSON.parse(canonical(digests) as string);
  writeFileSync(fileIn(directory, "digests"), `${JSON.stringify(sorted, null, 2)}\n`);
}

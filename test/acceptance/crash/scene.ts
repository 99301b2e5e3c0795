import { cpSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type Account, audit } from "../support/audit.ts";
import { type Folder, folder } from "../support/folder.ts";
import { multiset } from "../support/warehouse.ts";
import { type Answer, type Running, start } from "../support/waybill.ts";

export type Name = "orders" | "visits";

/** What a run leaves behind. */
export interface Left {
  readonly account: Account;
  readonly table: readonly string[];
}

const STATE = "state";
const fileOf = (name: Name): string => fileURLToPath(new URL(`pipelines/${name}.ts`, import.meta.url));

export const begin = ({ path }: Folder, name: Name): Running =>
  start(path, "run", fileOf(name), "--state", STATE, "--json", "--partition-size", "70KB");

export const stateOf = (scene: Folder): string => scene.at(STATE);

/** The same data and the same earlier runs, in a folder of its own. */
export function copyOf(scene: Folder): Folder {
  const copy = folder();
  cpSync(scene.path, copy.path, { recursive: true });
  return copy;
}

/** Runs it until it is done, and gives back its run. */
export const untilDone = async (scene: Folder, name: Name): Promise<string> =>
  runIn(await begin(scene, name).end);

/** The run that the command says was completed. */
export function runIn({ code, out, err }: Answer): string {
  const { run, status } = (out === "" ? {} : JSON.parse(out)) as {
    readonly run?: string;
    readonly status?: string;
  };
  if (run !== undefined && status === "completed") return run;
  throw new Error(`it ended with ${code}:\n${out}${err}`);
}

export async function leftBy(scene: Folder, name: Name, runId: string): Promise<Left> {
  return { account: await audit(stateOf(scene), runId), table: await multiset(stateOf(scene), name) };
}

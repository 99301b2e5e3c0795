import { resolve } from "node:path";
import type { StricliProcess } from "@stricli/core";
import type { Commands } from "./commands.ts";
import type { Output } from "./output.ts";

/** What a command is given: where it was typed, and where it writes. */
export interface Cli {
  /** Of the argument scanner. Commands use `out` and `err`. */
  readonly process: StricliProcess;
  readonly out: Output;
  readonly err: Output;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly version: string;
  /** How what is to be typed next is written. */
  readonly commands: Commands;
  /** What the last of these words may become, for a shell that completes. */
  readonly propose: (words: readonly string[]) => Promise<readonly string[]>;
  /** What the process ends with, unless the command throws. */
  exitCode: number;
}

const DEFAULT_STATE = ".waybill";

/** The state folder, absolute: `--state`, else `WAYBILL_STATE`, else `.waybill`. */
export const stateFolder = ({ cwd, env }: Cli, given: string | undefined): string =>
  resolve(cwd, given ?? (env.WAYBILL_STATE || DEFAULT_STATE));

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const MAIN = fileURLToPath(new URL("../../../packages/cli/src/main.ts", import.meta.url));

/** How a command ended, and what it said. */
export interface Answer {
  /** Null where a signal ended it. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly err: string;
}

/** A command at work. */
export interface Running {
  readonly child: ChildProcess;
  /** Until what it has said, on stdout or stderr, matches. Rejects where it ends before that. */
  until(said: RegExp): Promise<void>;
  readonly end: Promise<Answer>;
}

/** The words before the command: `["unshare", "-rm"]`, and the way to type it there. */
export const COMMAND = [process.execPath, MAIN] as const;

export const ENVIRONMENT: NodeJS.ProcessEnv = withoutSettings(process.env);

function withoutSettings({ NO_COLOR, FORCE_COLOR, WAYBILL_STATE, WAYBILL_DEBUG, ...env }: NodeJS.ProcessEnv) {
  return env;
}

/** Types a command in a folder, as a shell would. */
export const start = (cwd: string, ...words: readonly string[]): Running =>
  startProgram(cwd, [...COMMAND, ...words]);

/** Types a command and waits for its end. */
export const waybill = (cwd: string, ...words: readonly string[]): Promise<Answer> =>
  start(cwd, ...words).end;

export function startProgram(cwd: string, [program = "", ...words]: readonly string[]): Running {
  const child = spawn(program, words, { cwd, env: ENVIRONMENT, stdio: ["ignore", "pipe", "pipe"] });
  const said = { out: "", err: "" };
  for (const [name, stream] of [
    ["out", child.stdout],
    ["err", child.stderr],
  ] as const) {
    stream.setEncoding("utf8").on("data", (chunk: string) => {
      said[name] += chunk;
    });
  }
  const end = once(child, "close").then(([code, signal]) => ({ code, signal, ...said }) as Answer);
  const until = (wanted: RegExp) =>
    new Promise<void>((resolve, reject) => {
      const look = () => {
        if (!wanted.test(said.err) && !wanted.test(said.out)) return;
        for (const stream of [child.stdout, child.stderr]) stream.off("data", look);
        resolve();
      };
      for (const stream of [child.stdout, child.stderr]) stream.on("data", look);
      void end.then(() => reject(new Error(`it ended without ${wanted}:\n${said.out}${said.err}`)));
      look();
    });
  return { child, end, until };
}

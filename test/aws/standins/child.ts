import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

export interface Server extends AsyncDisposable {
  /** `http://127.0.0.1:4566` */
  readonly endpoint: string;
}

export interface ServerCommand {
  readonly name: string;
  readonly command: string;
  args(port: number): readonly string[];
  env?(port: number): Readonly<Record<string, string>>;
  /** It is there once this is answered, with whatever status. */
  readonly health: string;
  /** Its output goes there. */
  readonly log: string;
  readonly patienceMs?: number;
}

const PATIENCE_MS = 90_000;
const POLL_MS = 50;
/** Until it is killed. */
const GRACE_MS = 3_000;
const TAIL = 3000;

/**
 * A server on a loopback port of its own, once it answers. It must end when its stdin does, so that it never outlives
 * this process, however that ends.
 */
export async function startServer(server: ServerCommand): Promise<Server> {
  const port = await freePort();
  const log = openSync(server.log, "w");
  const child = spawn(server.command, server.args(port), {
    stdio: ["pipe", log, log],
    env: { ...process.env, ...server.env?.(port) },
  });
  closeSync(log);
  // It may be gone before its stdin is closed.
  child.stdin?.on("error", () => {});
  const failed = new Promise<never>((_, reject) => child.once("error", reject));
  const endpoint = `http://127.0.0.1:${port}`;
  try {
    await Promise.race([failed, answering(server, child, endpoint)]);
  } catch (error) {
    await stop(child);
    throw new Error(`${server.name} does not start: ${await lastWords(server.log)}`, { cause: error });
  }
  return { endpoint, [Symbol.asyncDispose]: () => stop(child) };
}

async function answering(server: ServerCommand, child: ChildProcess, endpoint: string): Promise<void> {
  const { health, patienceMs = PATIENCE_MS } = server;
  const deadline = performance.now() + patienceMs;
  while (!(await answers(endpoint + health))) {
    if (isOver(child)) throw new Error(`it ended with ${child.exitCode ?? child.signalCode}`);
    if (performance.now() > deadline) throw new Error(`it did not answer within ${patienceMs} ms`);
    await sleep(POLL_MS);
  }
}

const answers = (url: string): Promise<boolean> =>
  fetch(url, { signal: AbortSignal.timeout(2_000) }).then(
    async (response) => {
      await response.arrayBuffer();
      return true;
    },
    () => false,
  );

const isOver = ({ exitCode, signalCode, pid }: ChildProcess): boolean =>
  exitCode !== null || signalCode !== null || pid === undefined;

async function stop(child: ChildProcess): Promise<void> {
  if (isOver(child)) return;
  const over = new Promise((resolve) => child.once("exit", resolve));
  child.stdin?.end();
  const kill = setTimeout(() => child.kill("SIGKILL"), GRACE_MS);
  await over;
  clearTimeout(kill);
}

const lastWords = async (log: string): Promise<string> =>
  (await readFile(log, "utf8")).trim().slice(-TAIL) || "it said nothing";

/** One that nobody has just now. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === "object" && address ? address.port : 0;
}

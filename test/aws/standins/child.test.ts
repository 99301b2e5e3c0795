import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type ServerCommand, startServer } from "./child.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "waybill-child-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const ENDS = "process.stdin.on('end', () => process.exit()).resume();";
const serves = (port: number) => `${ENDS}
  console.log('port ' + ${port});
  require('node:http').createServer((_, answer) => answer.end(process.env.GREETING)).listen(${port}, '127.0.0.1');`;

const command = (program: (port: number) => string, more: Partial<ServerCommand> = {}): ServerCommand => ({
  name: "the thing",
  command: process.execPath,
  args: (port) => ["-e", program(port)],
  health: "/",
  log: join(folder, "log"),
  ...more,
});
const isThere = (endpoint: string) =>
  fetch(endpoint).then(
    () => true,
    () => false,
  );

describe("a server", () => {
  test("is there when it answers, and gone when it is disposed of", async () => {
    const server = await startServer(command(serves, { env: () => ({ GREETING: "hello" }) }));
    expect(await (await fetch(server.endpoint)).text()).toBe("hello");
    await server[Symbol.asyncDispose]();
    expect(await isThere(server.endpoint)).toBe(false);
    expect(await readFile(join(folder, "log"), "utf8")).toMatch(/^port \d+\n$/);
  });

  test("that does not end by itself is killed", async () => {
    const deaf = (port: number) => serves(port).replace(ENDS, "");
    const server = await startServer(command(deaf));
    await server[Symbol.asyncDispose]();
    expect(await isThere(server.endpoint)).toBe(false);
  });

  test("that ends before it answers is told with its last words", async () => {
    const broken = command(() => "console.error('no licence'); process.exit(2)");
    await expect(startServer(broken)).rejects.toThrow("the thing does not start: no licence");
  });

  test("that never answers is given up, and ended", async () => {
    const silent = command(() => `console.log(process.pid); ${ENDS}`, { patienceMs: 400 });
    await expect(startServer(silent)).rejects.toThrow("the thing does not start");
    const pid = Number(await readFile(join(folder, "log"), "utf8"));
    expect(() => process.kill(pid, 0)).toThrow("ESRCH");
  });

  test("that is not there is told", async () => {
    const missing = command(() => "", { command: "no-such-program" });
    await expect(startServer(missing)).rejects.toThrow("the thing does not start: it said nothing");
  });
});

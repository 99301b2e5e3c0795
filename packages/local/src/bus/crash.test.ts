import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { systemClock } from "@waybill/core";
import { describe, expect, test } from "vitest";
import { openState } from "../state/open.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { SqliteBus } from "./sqlite-bus.ts";

const WORKER = join(import.meta.dirname, "../testing/crash-worker.ts");
const KILLS = 10;
const LONGEST_MS = 120;

async function start(folder: string, mode: "work" | "drain"): Promise<ChildProcess> {
  const child = spawn(process.execPath, ["--no-warnings", WORKER, folder, mode], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(child.stdout, "data");
  return child;
}

async function killAtRandom(folder: string): Promise<void> {
  const child = await start(folder, "work");
  const exit = once(child, "exit");
  await sleep(Math.random() * LONGEST_MS);
  child.kill("SIGKILL");
  await exit;
}

const lines = (path: string): string[] => readFileSync(path, "utf8").split("\n").filter(Boolean);

describe.concurrent("killed at random moments, and started again each time", () => {
  test.each([1, 2])("nothing is lost, twenty kills in all (%i of 2)", { timeout: 60_000 }, async () => {
    using folder = temporaryFolder();
    for (let kill = 0; kill < KILLS; kill++) await killAtRandom(folder.path);
    const last = await start(folder.path, "drain");
    const [code] = await once(last, "exit");
    expect(code).toBe(0);

    const published = new Set(lines(join(folder.path, "published.txt")));
    const seen = lines(join(folder.path, "seen.txt"));
    expect(published.size).toBeGreaterThan(KILLS);
    expect([...published].filter((unit) => !new Set(seen).has(unit))).toEqual([]);

    using state = openState(folder.path);
    const bus = new SqliteBus(state, { clock: systemClock });
    const ids = bus.log
      .read({ limit: 100_000 })
      .items.map((event) => (event as { metadata: { id: string } }).metadata.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBe(new Set(seen).size * 2);
    expect(bus.waiting(["relay", "notebook"])).toBe(0);
    expect(bus.deadLetters.list({ limit: 1 }).items).toEqual([]);
  });
});

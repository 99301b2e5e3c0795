import { availableParallelism, totalmem } from "node:os";
import { Usage } from "../../errors.ts";

export interface Limits {
  /** In MiB, of one instance. */
  readonly memoryLimit: string;
  readonly threads: number;
}

export interface LimitSettings {
  /** Of one instance, `512MB`. Absent: a share of what this machine or container may use. */
  readonly memoryLimit?: string | undefined;
  readonly threads?: number | undefined;
}

/**
 * Two instances can be at work at once, the open one and a locked one, and JavaScript beside them. Each gets this
 * share, so that together they stay below what would have the process killed.
 */
const SHARE = 0.4;
const MIB = 2 ** 20;
const LEAST_MIB = 64;
const MOST_THREADS = 1024;

const BYTES: Readonly<Record<string, number>> = {
  B: 1,
  KB: 1e3,
  MB: 1e6,
  GB: 1e9,
  TB: 1e12,
  KIB: 2 ** 10,
  MIB,
  GIB: 2 ** 30,
  TIB: 2 ** 40,
};

export function limitsFor({ memoryLimit, threads }: LimitSettings, allowed = allowedMemory()): Limits {
  const bytes = memoryLimit === undefined ? allowed * SHARE : bytesOf(memoryLimit);
  return {
    memoryLimit: `${Math.max(LEAST_MIB, Math.floor(bytes / MIB))}MiB`,
    threads: threads === undefined ? availableParallelism() : threadsOf(threads),
  };
}

/** The machine's memory, or less where a container (cgroup, either version) says so. */
function allowedMemory(): number {
  const container = process.constrainedMemory();
  return container > 0 ? Math.min(container, totalmem()) : totalmem();
}

function bytesOf(text: string): number {
  const [, amount, unit = ""] = /^(\d+(?:\.\d+)?) ?([kmgt]?i?b)$/i.exec(text.trim()) ?? [];
  const size = BYTES[unit.toUpperCase()];
  const bytes = size === undefined ? 0 : Number(amount) * size;
  if (bytes >= LEAST_MIB * MIB) return bytes;
  throw new Usage("engine.memory-setting", `${JSON.stringify(text)} cannot be the engine's memory limit`, {
    why: `it is a size such as 512MB or 2GB, and at least ${LEAST_MIB}MiB`,
    next: "write --memory 512MB",
  });
}

function threadsOf(count: number): number {
  if (Number.isInteger(count) && count > 0 && count <= MOST_THREADS) return count;
  throw new Usage("engine.threads-setting", `${count} cannot be the engine's number of threads`, {
    why: `it is a whole number from 1 to ${MOST_THREADS}`,
    next: `leave it out for ${availableParallelism()}, as many as this machine runs at once`,
  });
}

import { setTimeout as sleep } from "node:timers/promises";
import { Permanent, Usage } from "../../../errors.ts";
import type { Engine, ExtractReport } from "../../../ports/engine.ts";
import type { FileFormat } from "../../../sources/source.ts";

/** What the author's code or the engine may do to a thread, by the path that is sniffed. */
const DEEDS: Readonly<Record<string, () => unknown>> = {
  "usage.csv": () => {
    throw new Usage("csv.delimiter", "the delimiter is too long", {
      where: "usage.csv:1:4",
      why: "it has 2 characters",
      next: "give one of 1 character",
      cause: new TypeError("inner", { cause: "innermost" }),
    });
  },
  "bug.csv": () => {
    throw new RangeError("not Waybill's");
  },
  "print.csv": () => console.log("printed by the author"),
  "exit.csv": () => process.exit(3),
  // What `process.exit` comes down to.
  "die.csv": () => (process as unknown as { reallyExit(code: number): never }).reallyExit(4),
  "timer.csv": () => {
    setTimeout(() => {
      throw new Error("from a timer");
    });
    return sleep(300);
  },
  "loop.csv": () => {
    for (;;);
  },
  "leak.csv": () => {
    const held: number[][] = [];
    for (;;) held.push(new Array<number>(10_000).fill(held.length));
  },
  "stray.csv": () => {
    void Promise.reject(new Error("nobody waits for me"));
    return sleep(300);
  },
};

/** An engine that goes wrong on request, and says what reached it. */
export function oddEngine(settings: { readonly greeting: string; readonly farewell?: string }): Engine {
  const sniff = async (path: string, given: Partial<FileFormat>): Promise<FileFormat> => {
    await DEEDS[path]?.();
    const said = { greeting: settings.greeting, path };
    return Object.assign({ type: "parquet" as const, ...given }, said) as FileFormat;
  };
  return {
    sniff,
    infer: () => Promise.reject(new Permanent("file.damaged", "not asked for")),
    check: async (plan) => [
      { step: plan.steps.length, code: "check.sql", message: plan.name, where: null, next: null },
    ],
    async extract({ plan, signal, work, partition }) {
      if (work.describe === "loop") await sniff("loop.csv", {});
      if (work.describe === "wait") await sleep(60_000, undefined, { signal });
      const rows = { read: partition, extracted: partition, rejected: 0, quarantined: 0, corrected: 0 };
      const columns = plan.columns.map(({ name }) => ({
        name,
        type: typeof plan.source.source.read,
        nullable: true,
      }));
      return {
        rows,
        checks: [],
        artifact: { rows: partition, columns },
        rejects: null,
        quarantine: null,
      } satisfies ExtractReport;
    },
    transform: () => Promise.reject(new Permanent("sql.failed", "not asked for")),
    validate: () => Promise.reject(new Permanent("sql.failed", "not asked for")),
    settle: () => Promise.reject(new Permanent("sql.failed", "not asked for")),
    async close() {
      if (settings.farewell !== undefined) console.log(settings.farewell);
    },
  };
}

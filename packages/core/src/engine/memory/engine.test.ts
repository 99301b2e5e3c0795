import { describe, expect, test } from "vitest";
import { engineSuite } from "../../testing/engine-suite.ts";
import { rowsSource, testPlan } from "../../testing/plans.ts";
import type { Row } from "../../transform/step.ts";
import { sql } from "../testing/plans.ts";
import { column } from "../testing/scratch.ts";
import { memoryEngine } from "./index.ts";

engineSuite(async () => {
  const files = new Map<string, readonly Row[]>();
  return {
    engine: memoryEngine(files),
    folder: "memory",
    read: async (path) => files.get(path) ?? [],
    close: async () => {},
  };
});

describe("what only the real engine can do", () => {
  const columns = [column("id", "int")];
  const files = new Map<string, readonly Row[]>([["in", [{ id: 1 }]]]);
  const engine = memoryEngine(files);
  const signal = new AbortController().signal;
  const out = { rows: "out", rejects: "rejects", quarantine: "held" };
  const unsupported = (where: string) => ({ class: "permanent", code: "memory.unsupported", where });

  test.each([
    ["sql[0]", { steps: [sql("select * from input", columns)], columns }],
    ["the correction of id", { resultRules: { checks: [], corrections: [{ column: "id", sql: "0" }] } }],
  ])("%s is refused", async (where, more) => {
    const plan = testPlan(rowsSource(columns, [[]]), more);
    const request = {
      plan,
      segment: 0,
      folder: "",
      inputs: ["in"],
      lookups: {},
      partition: 0,
      runTime: 0,
      signal,
      out,
    };
    await expect(engine.transform(request)).rejects.toMatchObject(unsupported(where));
  });

  test("a file is refused", async () => {
    await expect(engine.sniff("x.csv", {})).rejects.toMatchObject(unsupported("x.csv"));
    await expect(engine.infer("x.csv", {})).rejects.toMatchObject(unsupported("x.csv"));
    const format = { type: "parquet" } as const;
    const read = () => ({ kind: "files", format, slices: [] }) as const;
    const plan = testPlan({ ...rowsSource(columns, [[]]), read });
    const work = { describe: "x.parquet", inputs: [], detail: null };
    const request = { plan, source: "numbers", work, partition: 0, runTime: 0, signal, out };
    await expect(engine.extract(request)).rejects.toMatchObject(unsupported("x.parquet"));
  });

  test("a thousand runs take less than a second or two", async () => {
    const plan = testPlan(rowsSource(columns, [[{ id: 1 }, { id: 2 }]]));
    const work = { describe: "", inputs: [], detail: 0 };
    const started = performance.now();
    for (let i = 0; i < 1000; i++) {
      await engine.extract({ plan, source: "numbers", work, partition: 0, runTime: 0, signal, out });
      await engine.transform({
        plan,
        segment: 0,
        folder: "",
        inputs: ["out"],
        lookups: {},
        partition: 0,
        runTime: 0,
        signal,
        out,
      });
      await engine.validate({ plan, artifact: "out", runTime: 0, signal, out });
    }
    expect(performance.now() - started).toBeLessThan(2000);
  });
});

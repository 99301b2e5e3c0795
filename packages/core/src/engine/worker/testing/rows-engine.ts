import type { Engine, ExtractReport } from "../../../ports/engine.ts";
import { openDatabase } from "../../database.ts";
import { registerRows } from "../../rows/index.ts";

/** An engine that does what a row function can do to one: its `extract` runs the plan's first step over numbers. */
export function rowsEngine({ tempDirectory }: { readonly tempDirectory: string }): Engine {
  const unasked = () => Promise.reject(new Error("not asked for"));
  return {
    sniff: async () => ({ type: "parquet" }),
    infer: unasked,
    check: unasked,
    async extract({ plan, signal, work }) {
      const [step] = plan.steps;
      if (step?.kind !== "rows") throw new Error("the plan has no rows step");
      const database = await openDatabase({ tempDirectory, threads: 2 });
      const connection = await database.connect(signal);
      try {
        const call = registerRows(connection, step).call(`(SELECT range AS id FROM range(${work.detail}))`);
        const [sums] = await connection.all<{ rows: bigint; sum: bigint }>(
          `SELECT count(*) AS rows, sum(twice)::BIGINT AS sum FROM (${call})`,
        );
        const [read, extracted] = [Number(sums?.rows), Number(sums?.sum)];
        return {
          rows: { read, extracted, rejected: 0, quarantined: 0, corrected: 0 },
          checks: [],
          artifact: { rows: 0, columns: [] },
          rejects: null,
          quarantine: null,
        } satisfies ExtractReport;
      } finally {
        connection.close();
        database.close();
      }
    },
    transform: unasked,
    validate: unasked,
    settle: unasked,
    close: async () => {},
  };
}

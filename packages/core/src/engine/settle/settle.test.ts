import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { SettleRequest } from "../../ports/engine.ts";
import type { Severity } from "../../quality/check.ts";
import { Instances } from "../instance/instances.ts";
import { parquet } from "../sql.ts";
import { planOf } from "../testing/plans.ts";
import { check, column, openScratch, rulesOf, type Scratch } from "../testing/scratch.ts";
import { settle } from "./settle.ts";

let scratch: Scratch;
let instances: Instances;
beforeAll(async () => {
  scratch = await openScratch();
  instances = new Instances({ tempDirectory: scratch.path("temp"), memoryLimit: "512MB" });
});
afterAll(async () => {
  await instances.close();
  await scratch.close();
});

const source = [column("id", "int"), column("day", "text"), column("at", "int")];
const unique = (columns: readonly string[], keep: string | null = null, severity: Severity = "reject") => ({
  ...check(`${columns.length === 1 ? columns[0] : "rows"}.unique`, {
    rule: "unique",
    columns,
    keep: keep === null ? null : { latest: keep },
  }),
  severity,
});

let runs = 0;
const values = (rows: string, partition: number) =>
  `SELECT id::BIGINT AS id, t.day::VARCHAR AS day, t."at"::BIGINT AS "at", ${partition} AS _waybill_partition, flags::BIGINT AS _waybill_flags
   FROM (VALUES ${rows}) AS t(id, day, "at", flags)`;

async function run(
  checks: readonly ReturnType<typeof unique>[],
  partitions: readonly string[],
  more: Partial<SettleRequest> = {},
) {
  const at = `settle${++runs}`;
  const artifacts = await Promise.all(
    partitions.map((rows, i) => scratch.write(`${at}-${i}.parquet`, values(rows, i))),
  );
  const out = {
    exclusions: checks.map((_, i) => scratch.path(`${at}-excluded${i}.parquet`)),
    winners: scratch.path(`${at}-winners.parquet`),
    quarantine: scratch.path(`${at}-held.parquet`),
  };
  const plan = planOf({ source, resultRules: rulesOf(checks) });
  const signal = new AbortController().signal;
  const report = await settle(instances, { plan, artifacts, runTime: 0, signal, out, ...more });
  const read = (path: string) => scratch.connection.all(`FROM ${parquet(path)} ORDER BY ALL`);
  return {
    report,
    excluded: await Promise.all(
      report.exclusions.map((one, i) => (one ? read(out.exclusions[i] ?? "") : null)),
    ),
    winners: report.winners ? await read(out.winners) : [],
    held: report.quarantine ? await read(out.quarantine) : [],
  };
}

describe("unique over the whole run", () => {
  test("all rows of a key are held back, across partitions, with the reason", async () => {
    const { report, excluded, held } = await run(
      [unique(["id"])],
      ["(1, 'a', 1, 0), (2, 'b', 1, 0)", "(1, 'c', 2, 0), (3, 'd', 1, 0)"],
    );
    expect(report).toMatchObject({ quarantined: 2, superseded: 0, winners: null });
    expect(excluded).toEqual([[{ id: 1n }]]);
    expect(held.map((row) => [row.id, row.day, row._waybill_partition])).toEqual([
      [1n, "a", 0],
      [1n, "c", 1],
    ]);
    expect(Object.keys(held[0] ?? {})).not.toContain("_waybill_flags");
    expect(JSON.parse(String(held[0]?._waybill_reasons))).toEqual([
      {
        check: "id.unique",
        rule: "unique",
        column: "id",
        value: "1",
        message: "id is 1; it must be unique, and 2 rows of the run have it",
      },
    ]);
    expect(report.checks).toEqual([
      {
        id: "id.unique",
        rule: "unique",
        column: "id",
        severity: "reject",
        failed: 2,
        corrected: 0,
        example: "1",
      },
    ]);
  });

  test("rows with a flag are out, and what has no key is no duplicate", async () => {
    const { report } = await run(
      [unique(["id", "day"])],
      [
        "(1, 'a', 1, 0), (1, 'a', 1, 4), (NULL, 'a', 1, 0), (NULL, 'a', 1, 0), (2, NULL, 1, 0), (2, NULL, 1, 0)",
      ],
    );
    expect(report).toMatchObject({ quarantined: 0, exclusions: [null], quarantine: null });
  });

  test("a key of several columns", async () => {
    const { held, excluded } = await run(
      [unique(["id", "day"])],
      ["(1, 'a', 1, 0), (1, 'b', 1, 0), (1, 'a', 9, 0)"],
    );
    expect(excluded).toEqual([[{ id: 1n, day: "a" }]]);
    expect(JSON.parse(String(held[0]?._waybill_reasons))[0]).toMatchObject({
      column: null,
      value: "1, a",
      message: "id, day is 1, a; it must be unique, and 2 rows of the run have it",
    });
  });

  test("a row that breaks two is held back once, with both reasons", async () => {
    const { report, held, excluded } = await run(
      [unique(["id"]), unique(["day"])],
      ["(1, 'a', 1, 0), (1, 'b', 1, 0), (2, 'b', 1, 0), (3, 'c', 1, 0)"],
    );
    expect(report.quarantined).toBe(3);
    expect(excluded).toEqual([[{ id: 1n }], [{ day: "b" }]]);
    expect(held.map((row) => JSON.parse(String(row._waybill_reasons)).length).sort()).toEqual([1, 1, 2]);
  });

  test.each(["warn", "fail"] as const)("%s only counts", async (severity) => {
    const { report } = await run([unique(["id"], null, severity)], ["(1, 'a', 1, 0), (1, 'b', 1, 0)"]);
    expect(report).toMatchObject({ quarantined: 0, exclusions: [null], quarantine: null });
    expect(report.checks[0]).toMatchObject({ failed: 2, example: "1", severity });
  });

  test("checks of the source come first", async () => {
    const plan = planOf({
      source,
      sourceRules: rulesOf([unique(["id"])]),
      resultRules: rulesOf([unique(["day"])]),
    });
    const { report, excluded } = await run(
      [unique(["id"]), unique(["day"])],
      ["(1, 'x', 1, 0), (2, 'x', 1, 0)"],
      { plan },
    );
    expect(report.checks.map(({ id }) => id)).toEqual(["id.unique", "day.unique"]);
    expect(excluded).toEqual([null, [{ day: "x" }]]);
  });

  test("no partitions, and no such check", async () => {
    expect((await run([unique(["id"])], [])).report).toMatchObject({ quarantined: 0, exclusions: [null] });
    expect((await run([], ["(1, 'a', 1, 0), (1, 'a', 1, 0)"])).report).toMatchObject({
      checks: [],
      exclusions: [],
    });
  });

  test("a column that the last step no longer yields is named", async () => {
    await expect(run([unique(["code"])], ["(1, 'a', 1, 0)"])).rejects.toMatchObject({
      code: "check.unknown-column",
      message: "code.unique compares code, which the last step does not yield",
    });
  });
});

describe("keep the latest", () => {
  test("of each key the row with the highest value wins, the others are superseded", async () => {
    const { report, winners, excluded, held } = await run(
      [unique(["id"], "at")],
      [
        "(1, 'old', 1, 0), (2, 'only', 1, 0), (3, 'x', NULL, 0)",
        "(1, 'new', 5, 0), (1, 'older', 0, 0), (3, 'y', 0, 0), (1, 'bad', 9, 1)",
      ],
    );
    expect(report).toMatchObject({ quarantined: 0, superseded: 3 });
    expect(report.checks[0]).toMatchObject({ failed: 0, example: null });
    expect(excluded).toEqual([[{ id: 1n }, { id: 3n }]]);
    expect(winners.map((row) => [row.id, row.day, row._waybill_partition])).toEqual([
      [1n, "new", 1],
      [3n, "y", 1],
    ]);
    expect(held).toEqual([]);
  });

  test("ties are broken the same way every time, and equal rows once", async () => {
    const partitions = [
      "(1, 'a', 5, 0), (1, 'b', 5, 0), (2, 'same', 5, 0), (2, 'same', 5, 0), (3, 'x', NULL, 0)",
      "(1, 'c', 5, 0), (3, 'y', NULL, 0), (4, 'p', 1, 0), (4, 'q', 2, 0)",
    ];
    const first = await run([unique(["id"], "at")], partitions);
    expect(first.winners.map((row) => row.id)).toEqual([1n, 2n, 3n, 4n]);
    expect(first.report.superseded).toBe(5);
    for (let i = 0; i < 3; i++) {
      expect((await run([unique(["id"], "at")], partitions)).winners).toEqual(first.winners);
    }
  });

  test("looks at what the other checks leave", async () => {
    const { report, winners } = await run(
      [unique(["id"], "at"), unique(["day"])],
      ["(1, 'twice', 9, 0), (1, 'a', 1, 0), (1, 'b', 2, 0), (2, 'twice', 1, 0)"],
    );
    expect(report).toMatchObject({ quarantined: 2, superseded: 1 });
    expect(winners.map((row) => row.day)).toEqual(["b"]);
  });

  test("two that keep are refused", async () => {
    await expect(
      run([unique(["id"], "at"), unique(["day"], "at")], ["(1, 'a', 1, 0)"]),
    ).rejects.toMatchObject({
      code: "check.keep",
    });
  });

  test("passed rows are those without an excluded key, and the winners", async () => {
    const row = fc.record({
      id: fc.option(fc.nat(4)),
      day: fc.constantFrom("a", "b", "c", "d"),
      at: fc.option(fc.nat(2)),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 14 }), fc.nat(13), async (rows, cut) => {
        const sql = (list: typeof rows) =>
          list.map(({ id, day, at }) => `(${id}, '${day}', ${at}, 0)`).join(", ");
        const parts = [rows.slice(0, cut), rows.slice(cut)].filter((part) => part.length > 0).map(sql);
        const { report, excluded, winners } = await run([unique(["id"], "at"), unique(["day"])], parts);
        const days = new Set(excluded[1]?.map((key) => key.day));
        const ids = new Set(excluded[0]?.map((key) => Number(key.id)));
        const loaded = rows.filter(({ id, day }) => !days.has(day) && !(id !== null && ids.has(id))).length;
        expect(loaded + winners.length + report.superseded + report.quarantined).toBe(rows.length);
        const remaining = rows.filter(({ day }) => !days.has(day));
        for (const winner of winners) {
          const same = remaining.filter(({ id }) => id === Number(winner.id));
          const best = Math.max(...same.map(({ at }) => at ?? -1));
          expect(Number(winner.at ?? -1)).toBe(best);
        }
      }),
      { numRuns: 25 },
    );
  });
});

describe("many rows", () => {
  test("a thousand artifacts", async () => {
    const path = await scratch.write("one.parquet", values("(1, 'a', 1, 0)", 0));
    const { report } = await run([unique(["id"])], [], {
      artifacts: Array.from({ length: 1000 }, () => path),
    });
    expect(report.quarantined).toBe(1000);
  });

  test("a million rows, each key twice, within 512 MB", async () => {
    const rows = `SELECT range // 2 AS id, 'text of row ' || range AS day, range % 2 AS "at", 0 AS _waybill_partition FROM range(1000000)`;
    const path = await scratch.write("many.parquet", rows);
    const { report } = await run([unique(["id"], "at")], [], { artifacts: [path] });
    expect(report).toMatchObject({ superseded: 500_000, quarantined: 0 });
    expect(report.winners?.rows).toBe(500_000);
  });
});

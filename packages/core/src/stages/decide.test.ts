import { Completed, Validated } from "@waybill/events";
import { describe, expect, it } from "vitest";
import { memoryEngine } from "../engine/memory/index.ts";
import type { Plan } from "../pipeline/plan.ts";
import type { Check, Rule, Severity } from "../quality/check.ts";
import { intColumn, rowsSource, testPlan } from "../testing/plans.ts";
import { readJson } from "./artifacts.ts";
import type { Manifest } from "./manifest.ts";
import { House } from "./testing/house.ts";

const check = (rule: Rule, severity: Severity = "reject", id = `n.${rule.rule}`): Check => ({
  id,
  column: "n",
  severity,
  implied: false,
  ...rule,
});
const atMost5 = { rule: "between", low: null, high: 5 } as const;
const unique = { rule: "unique", columns: ["n"], keep: null } as const;
const rules = (...checks: readonly Check[]) => ({ checks, corrections: [] });

const numbers = (...lists: readonly (readonly unknown[])[]) =>
  rowsSource(
    [intColumn("n"), intColumn("at")],
    lists.map((list) => list.map((n) => (typeof n === "object" && n !== null ? n : { n }) as { n: unknown })),
  );
/** A row that cannot be read. */
const UNREADABLE = "x";

async function settled(source: ReturnType<typeof numbers>, more: Partial<Plan>, options = {}) {
  const house = new House(testPlan(source, more), options);
  await house.run();
  return { house, hop: await house.runHop("settle") };
}

describe("decide", () => {
  it("lists the artifacts of every partition in the order of their numbers", async () => {
    const lists = Array.from({ length: 12 }, (_, i) => [i]);
    const { house, hop } = await settled(numbers(...lists), {});
    const manifest = await manifestOf(house, hop);
    expect(manifest.artifacts.map(({ unit, rows }) => [unit, rows])).toEqual(
      lists.map((_, i) => [`numbers#${i}`, 1]),
    );
    expect(manifest).toMatchObject({ flagColumns: [], exclusions: [], winners: [], superseded: 0 });
  });

  it("names the flags of the source where there is no step, and of the result where there is a check", async () => {
    const atSource = await settled(numbers([1, 9]), { sourceRules: rules(check(atMost5)) });
    expect((await manifestOf(atSource.house, atSource.hop)).flagColumns).toEqual(["_waybill_flags"]);
    expect(atSource.house.table()).toEqual([1]);
    const atResult = await settled(numbers([1, 9]), { resultRules: rules(check(atMost5)) });
    expect((await manifestOf(atResult.house, atResult.hop)).flagColumns).toEqual(["_waybill_flags"]);
    expect(atResult.house.table()).toEqual([1]);
  });

  it("excludes every row of a key that is there twice, across partitions", async () => {
    const { house, hop } = await settled(numbers([1, 2], [2, 3]), { resultRules: rules(check(unique)) });
    expect(Validated.parse(hop).data).toMatchObject({
      rows: { got: 4, passed: 2, quarantined: 2, superseded: 0 },
      exclusions: { rows: 1 },
      quarantine: { rows: 2 },
      checks: [{ id: "n.unique", failed: 2, example: "2" }],
    });
    expect((await manifestOf(house, hop)).exclusions).toMatchObject([{ columns: ["n"], rows: 1 }]);
    expect(house.table()).toEqual([1, 3]);
    expect(Completed.parse(await house.runHop("complete")).data).toMatchObject({
      status: "completed",
      rows: { read: 4, quarantined: 2, loaded: 2 },
    });
  });

  it("keeps the latest of a key as an artifact of its own; the others are superseded", async () => {
    const rows = [
      { n: 1, at: 1 },
      { n: 1, at: 2 },
      { n: 2, at: 1 },
    ];
    const latest = { ...unique, keep: { latest: "at" } } as const;
    const { house, hop } = await settled(numbers(rows), { resultRules: rules(check(latest)) });
    expect(Validated.parse(hop).data).toMatchObject({ rows: { got: 3, passed: 3, superseded: 1 } });
    expect((await manifestOf(house, hop)).winners).toMatchObject([{ rows: 1 }]);
    expect(house.table()).toEqual([1, 2]);
    expect(Completed.parse(await house.runHop("complete")).data.rows.superseded).toBe(1);
  });
});

describe("tolerance", () => {
  const share = (limit: number) => ({ tolerate: { quarantined: { share: limit }, rejected: null } });

  it.each([
    [{ quarantined: { rows: 1 }, rejected: null }, "more than the tolerated 1 row"],
    [{ quarantined: { share: 0.2 }, rejected: null }, "more than the tolerated 20% of 6"],
  ])("%j: more rows are quarantined, the run ends, nothing is loaded", async (tolerate, said) => {
    const { house, hop } = await settled(numbers([1, 8, 9, 2, 3, 4]), {
      tolerate,
      resultRules: rules(check(atMost5)),
    });
    expect(Completed.parse(hop).data).toMatchObject({
      status: "failed",
      reason: {
        class: "data-quality",
        code: "tolerance.quarantined",
        message: `2 rows are quarantined, ${said}`,
        next: expect.stringContaining(`waybill quarantine show ${house.runId}`),
      },
    });
    expect(house.table()).toEqual([]);
    expect(house.errors).toEqual([]);
  });

  it("counts what is held back at the source, after the last step and at settle together", async () => {
    const more = {
      sourceRules: rules(check(atMost5)),
      resultRules: rules(check(unique)),
      tolerate: { quarantined: { rows: 2 }, rejected: null },
    };
    const { hop } = await settled(numbers([9, 1], [1, 2]), more);
    expect(Completed.parse(hop).data).toMatchObject({
      reason: { message: "3 rows are quarantined, more than the tolerated 2 rows" },
      rows: { quarantined: 3 },
      checks: [
        { id: "n.between", failed: 1 },
        { id: "n.unique", failed: 2 },
      ],
    });
  });

  it.each([
    [0.5, "completed"],
    [0.49, "failed"],
  ])("half of the rows of which %d is tolerated: %s", async (limit, outcome) => {
    const { house } = await settled(numbers([1, 9]), { resultRules: rules(check(atMost5)), ...share(limit) });
    expect(await house.getRun()).toMatchObject({ outcome });
  });

  it("tolerates nothing of nothing", async () => {
    const { house } = await settled(numbers([]), { resultRules: rules(check(atMost5)), ...share(0) });
    expect(await house.getRun()).toMatchObject({ outcome: "completed" });
  });

  it("of rows that cannot be read", async () => {
    const tolerate = { quarantined: null, rejected: { rows: 0 } };
    const { hop } = await settled(numbers([1, UNREADABLE]), { tolerate });
    expect(Completed.parse(hop).data.reason).toMatchObject({
      class: "data-quality",
      code: "tolerance.rejected",
      message: "1 row is rejected, more than the tolerated 0 rows",
    });
  });

  it("is unbounded unless it is set", async () => {
    const { house } = await settled(numbers([9, 8, UNREADABLE]), { resultRules: rules(check(atMost5)) });
    expect(await house.getRun()).toMatchObject({ outcome: "completed" });
    expect(house.table()).toEqual([]);
  });
});

describe("severity", () => {
  it("fail: one row ends the run, with a value that fails", async () => {
    const { hop, house } = await settled(numbers([1], [9]), { resultRules: rules(check(atMost5, "fail")) });
    expect(Completed.parse(hop).data.reason).toMatchObject({
      class: "data-quality",
      code: "check.failed",
      message: '1 row fails n.between, whose severity is "fail"',
      where: "n.between",
      why: "one of them: 9",
    });
    expect(house.table()).toEqual([]);
  });

  it("fail, at the source", async () => {
    const { hop } = await settled(numbers([9]), { sourceRules: rules(check(atMost5, "fail")) });
    expect(Completed.parse(hop).data.reason?.code).toBe("check.failed");
  });

  it("fail, of what only settle sees", async () => {
    const { hop } = await settled(numbers([1], [1]), { resultRules: rules(check(unique, "fail")) });
    expect(Completed.parse(hop).data).toMatchObject({
      reason: { code: "check.failed", where: "n.unique" },
      checks: [{ id: "n.unique", failed: 2 }],
    });
  });

  it("warn: the row is loaded, and counted", async () => {
    const { house } = await settled(numbers([1, 9]), { resultRules: rules(check(atMost5, "warn")) });
    expect(house.table()).toEqual([1, 9]);
    const { checks } = Completed.parse(await house.runHop("complete")).data;
    expect(checks).toMatchObject([{ id: "n.between", severity: "warn", failed: 1 }]);
  });
});

describe("books that do not balance", () => {
  it("end the run, and say where", async () => {
    const engine = (files: House["files"]) => {
      const twin = memoryEngine(files);
      return {
        ...twin,
        extract: async (request: Parameters<typeof twin.extract>[0]) => {
          const report = await twin.extract(request);
          return { ...report, rows: { ...report.rows, read: report.rows.read + 1 } };
        },
      };
    };
    const { hop, house } = await settled(numbers([1], [2]), {}, { engine });
    expect(Completed.parse(hop).data.reason).toMatchObject({
      class: "permanent",
      code: "books.unbalanced",
      message: "rows are unaccounted for: read 2 = extracted 1 + rejected 0 + quarantined 0 does not hold",
      where: "extract of numbers#0",
      why: "and 1 more such lines",
    });
    expect(house.table()).toEqual([]);
  });
});

const manifestOf = async (house: House, hop: unknown): Promise<Manifest> => {
  const { data } = Validated.parse(hop);
  if (data.scope !== "run") throw new Error("it is the run's");
  return readJson<Manifest>(house.ports, data.manifest);
};

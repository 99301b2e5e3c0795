import type { Column } from "../../contract/column.ts";
import type { Plan } from "../../pipeline/plan.ts";
import type { Check } from "../../quality/check.ts";
import type { Source, Work } from "../../sources/source.ts";
import type { Row, Step } from "../../transform/step.ts";
import { intColumn, lookup, noRules, runStep, testPlan } from "../plans.ts";
import type { Random } from "./random.ts";

const COLUMNS: readonly Column[] = [
  intColumn("n"),
  { name: "trace", type: { kind: "text" }, nullable: true },
];
const MOST_PARTITIONS = 4;
/** Of the numbers 0 to 7 that a source may have. */
const HIGHEST_GOOD = 5;

/** A pipeline of any shape that makes a difference to the order of things. */
export function drawPlan(random: Random, mayFail: () => void): Plan {
  const { source: numbers, repeats } = numberSource(random, mayFail);
  const { lookups, steps } = drawShape(random);
  return testPlan(numbers, {
    columns: COLUMNS,
    lookups: lookups ? [lookup("places", placesSource(mayFail))] : [],
    steps,
    sourceRules: random.chance(0.2) ? { checks: [small], corrections: [] } : noRules,
    resultRules: drawResultRules(random, repeats),
    tolerate: { quarantined: random.chance(0.1) ? { rows: 0 } : null, rejected: null },
  });
}

function drawShape(random: Random): { readonly lookups: boolean; readonly steps: readonly Step[] } {
  const overRun = runStep(COLUMNS);
  const overPartition: Step = { ...overRun, scope: "partition" };
  return random.pick([
    { lookups: false, steps: [] },
    { lookups: true, steps: [overPartition] },
    { lookups: true, steps: [overPartition, overRun] },
    { lookups: false, steps: [overRun] },
    { lookups: true, steps: [overRun, overPartition, overRun] },
  ]);
}

const small: Check = {
  id: "n.between",
  column: "n",
  severity: "reject",
  implied: false,
  rule: "between",
  low: null,
  high: HIGHEST_GOOD,
};
const unique: Check = {
  id: "n.unique",
  column: "n",
  severity: "reject",
  implied: false,
  rule: "unique",
  columns: ["n"],
  keep: null,
};

/** Rows that are there more than once are told apart by nothing else. */
function drawResultRules(random: Random, repeats: boolean) {
  if (repeats) return { checks: [unique], corrections: [] };
  return random.pick([
    noRules,
    { checks: [small], corrections: [] },
    { checks: [unique, small], corrections: [] },
  ]);
}

/** Two rows a partition. Another attempt at the plan may find another number of partitions. */
function numberSource(random: Random, mayFail: () => void): { source: Source; repeats: boolean } {
  const usual = random.pick([0, 1, 1, 2, 2, 2, 3, 4]);
  const repeats = random.chance(0.15);
  const source = sourceOf(
    "rows:numbers",
    mayFail,
    () => (random.chance(0.85) ? usual : random.int(MOST_PARTITIONS + 1)),
    (i) => (repeats && i === 1 ? [{ n: 0 }, { n: 3 }] : [{ n: i * 2 }, { n: i * 2 + 1 }]),
  );
  return { source, repeats };
}

const placesSource = (mayFail: () => void): Source =>
  sourceOf(
    "rows:places",
    mayFail,
    () => 1,
    () => [{ n: 7 }],
  );

function sourceOf(
  dataset: string,
  mayFail: () => void,
  count: () => number,
  rows: (index: number) => readonly Row[],
): Source {
  return {
    kind: "rows",
    dataset,
    contract: { columns: COLUMNS, checks: [] },
    plan: async () => {
      mayFail();
      return Array.from(
        { length: count() },
        (_, index): Work => ({
          describe: `list ${index}`,
          inputs: [{ uri: `${dataset}#${index}` }],
          detail: index,
        }),
      );
    },
    read: ({ detail }) => ({ kind: "rows", rows: () => rows(detail as number) }),
  };
}

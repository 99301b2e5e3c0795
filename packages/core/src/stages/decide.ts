import { type CheckCount, type Envelope, runTime, Validated } from "@waybill/events";
import { flagColumns } from "../engine/rules/flag.ts";
import { DataQuality, type WaybillError } from "../errors.ts";
import type { Limit, Plan } from "../pipeline/plan.ts";
import type { SettleReport } from "../ports/engine.ts";
import type { UnitItem } from "../ports/lineage.ts";
import type { Check } from "../quality/check.ts";
import { imbalances, passedByUnits, unbalanced } from "../run/books.ts";
import { HopIndex } from "../run/hop-index.ts";
import { checksOf, totalsOf } from "../run/totals.ts";
import { isLast, unitOf } from "../run/unit.ts";
import { type Outcome, outcome } from "./announce.ts";
import { artifactOf, Drafts, openArtifact } from "./artifacts.ts";
import { completed } from "./complete.ts";
import { reasonOf } from "./failure.ts";
import { type Manifest, parcel } from "./manifest.ts";
import { quoteChecks } from "./quote.ts";
import { countChecks } from "./row-count.ts";
import type { StageContext } from "./stage.ts";

type Unique = Extract<Check, { rule: "unique" }>;

/** What only the whole run shows: uniqueness, counts, tolerance, the books. Every unit is closed and none failed. */
export async function decide(
  runId: string,
  units: readonly UnitItem[],
  hops: readonly Envelope[],
  context: StageContext,
): Promise<Outcome> {
  const { ports, plan } = context;
  const started = ports.clock.now();
  const index = new HopIndex(plan, hops);
  const got = passedByUnits(index);
  const last = units.filter(({ unit }) => isLast(plan, unitOf(plan, unit))).sort(byIndex(plan));
  const uniques = [...plan.sourceRules.checks, ...plan.resultRules.checks].filter(isUnique);

  await using drafts = new Drafts(ports, runId, "run", "settle");
  const exclusions = await Promise.all(uniques.map((_, i) => drafts.create(`exclusions-${i}.parquet`)));
  const winners = await drafts.create("winners.parquet");
  const quarantine = await drafts.create("quarantine.parquet");
  const report: SettleReport =
    uniques.length === 0
      ? NOTHING_TO_SETTLE
      : await ports.engine.settle({
          plan,
          artifacts: await Promise.all(last.map((item) => openArtifact(ports, artifactOf(item)))),
          runTime: runTime(runId),
          signal: context.delivery.signal,
          out: {
            exclusions: exclusions.map(({ path }) => path),
            winners: winners.path,
            quarantine: quarantine.path,
          },
        });

  const rows = {
    got,
    passed: got - report.quarantined,
    quarantined: report.quarantined,
    superseded: report.superseded,
  };
  const counted = await countChecks(
    plan,
    { extracted: totalsOf(index).extracted, passed: rows.passed },
    ports.lineage,
  );
  const checks = quoteChecks([...report.checks, ...counted.map(({ count }) => count)]);
  const refusal =
    unbalanced(runId, imbalances(index)) ??
    counted.find(({ refusal }) => refusal)?.refusal ??
    failedCheck([...checksOf(index), ...checks]) ??
    intolerable(plan, runId, totalsOf(index), rows.quarantined);
  if (refusal) {
    return completed(ports, plan, hops, reasonOf(refusal), { quarantined: rows.quarantined, checks });
  }

  const kept = await Promise.all(
    exclusions.map(async (draft, i) => {
      const artifact = await drafts.commitIf(draft, report.exclusions[i] ?? null);
      return artifact ? [{ artifact, columns: uniques[i]?.columns ?? [] }] : [];
    }),
  );
  const latest = await drafts.commitIf(winners, report.winners);
  const manifest: Manifest = {
    artifacts: last.map((item) => ({ ...parcel(artifactOf(item)), unit: item.unit })),
    flagColumns: flagColumns(
      plan.steps.length > 0 || plan.resultRules.checks.length > 0 ? plan.resultRules : plan.sourceRules,
    ),
    exclusions: kept.flat().map(({ artifact, columns }) => ({ ...parcel(artifact), columns })),
    winners: latest ? [parcel(latest)] : [],
    superseded: report.superseded,
  };
  return outcome(Validated, {
    scope: "run",
    manifest: await drafts.json("manifest.json", manifest.artifacts.length, manifest),
    exclusions: kept.flat()[0]?.artifact ?? null,
    quarantine: await drafts.commitIf(quarantine, report.quarantine),
    rows,
    checks,
    ms: ports.clock.now() - started,
  });
}

const NOTHING_TO_SETTLE: SettleReport = {
  quarantined: 0,
  superseded: 0,
  exclusions: [],
  winners: null,
  quarantine: null,
  checks: [],
};

const isUnique = (check: Check): check is Unique => check.rule === "unique";

const byIndex = (plan: Plan) => (a: UnitItem, b: UnitItem) =>
  unitOf(plan, a.unit).index - unitOf(plan, b.unit).index;

function failedCheck(checks: readonly CheckCount[]): WaybillError | undefined {
  const failed = checks.find((check) => check.severity === "fail" && check.failed > 0);
  if (!failed) return;
  return new DataQuality(
    "check.failed",
    `${count(failed.failed)} ${failed.failed === 1 ? "fails" : "fail"} ${failed.id}, whose severity is "fail"`,
    {
      where: failed.id,
      why: failed.example === null ? undefined : `one of them: ${failed.example}`,
      next: "correct the source and run again, or lower the severity of the check",
    },
  );
}

/** More rows held back than tolerated: nothing is loaded. */
function intolerable(
  plan: Plan,
  runId: string,
  { read, rejected, quarantined }: { read: number; rejected: number; quarantined: number },
  quarantinedHere: number,
): WaybillError | undefined {
  const { tolerate } = plan;
  const look = `waybill quarantine show ${runId}`;
  return (
    exceeds("quarantined", quarantined + quarantinedHere, read, tolerate.quarantined, look) ??
    exceeds("rejected", rejected, read, tolerate.rejected, look)
  );
}

function exceeds(
  what: string,
  rows: number,
  read: number,
  limit: Limit | null,
  look: string,
): WaybillError | undefined {
  if (!limit) return;
  const allowed = "rows" in limit ? limit.rows : limit.share * read;
  if (rows <= allowed) return;
  const said = "rows" in limit ? count(limit.rows) : `${percent(limit.share)} of ${read}`;
  const held = `${count(rows)} ${rows === 1 ? "is" : "are"} ${what}`;
  return new DataQuality(`tolerance.${what}`, `${held}, more than the tolerated ${said}`, {
    where: "settle",
    why: "nothing is loaded, so that the table is never a part of the data without a word",
    next: `see why: ${look}; then correct the source, or the pipeline's .tolerate()`,
  });
}

const count = (rows: number): string => `${rows} ${rows === 1 ? "row" : "rows"}`;

const percent = (share: number): string => `${Number((share * 100).toPrecision(6))}%`;

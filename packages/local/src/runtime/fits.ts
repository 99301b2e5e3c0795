import { type Check, type Column, type Plan, Usage } from "@waybill/core";
import { duckType, OWN_PREFIX } from "@waybill/core/engine";
import {
  type Artifact,
  type Envelope,
  Extracted,
  isEvent,
  Planned,
  RUN_UNIT,
  Transformed,
  Validated,
} from "@waybill/events";

/**
 * Whether what a run has done so far can be gone on with by the pipeline as it is now. Queries, functions, tolerance
 * and target may be others; units, columns and checks may not: artifacts hold the columns, and a bit for each check.
 * Limit: a check that kept its name and changed its bounds is not seen; what is done was checked by the old ones.
 * Null: it fits. Else the first thing that does not, in words.
 */
export function misfit(plan: Plan, hops: readonly Envelope[]): string | null {
  const units = unitsOf(hops);
  return (
    otherSource(plan, units) ??
    first(hops, (hop) => (isEvent(Extracted, hop) ? extractMisfit(plan, hop) : null)) ??
    first(hops, (hop) => (isEvent(Transformed, hop) ? transformMisfit(plan, hop) : null)) ??
    first(hops, (hop) => (isEvent(Validated, hop) ? validateMisfit(plan, hop) : null))
  );
}

/** Throws `Usage` (`retry.outdated`) where it does not fit. `anew`: what is typed for a new run. */
export function refuseMisfit(
  plan: Plan,
  runId: string,
  hops: readonly Envelope[],
  anew = `waybill run ${plan.name}`,
): void {
  const why = misfit(plan, hops);
  if (why === null) return;
  throw new Usage("retry.outdated", `${plan.name} has changed too much for a retry of run ${runId}`, {
    where: `run ${runId}`,
    why: `${why}; what is done would not fit what is still to do`,
    next: `run it anew: ${anew}`,
  });
}

function first(hops: readonly Envelope[], look: (hop: Envelope) => string | null): string | null {
  for (const hop of hops) {
    const found = look(hop);
    if (found !== null) return found;
  }
  return null;
}

const sourceOf = (unit: string): string => unit.slice(0, unit.lastIndexOf("#"));

const unitsOf = (hops: readonly Envelope[]): ReadonlySet<string> =>
  new Set(
    hops.flatMap((hop) =>
      isEvent(Planned, hop) && hop.metadata.slot.unit !== RUN_UNIT ? [sourceOf(hop.metadata.slot.unit)] : [],
    ),
  );

const runSteps = (plan: Plan): readonly string[] =>
  plan.steps
    .filter((step) => step.kind === "sql" && step.scope === "run")
    .map((_, index) => `step${index + 1}`);

function otherSource(plan: Plan, was: ReadonlySet<string>): string | null {
  const always = [...plan.lookups.map(({ name }) => name), ...runSteps(plan)];
  const gone = [...was].find((name) => name !== plan.source.name && !always.includes(name));
  if (gone !== undefined) return `${gone} is no source or step over the run any more`;
  const added = always.find((name) => !was.has(name));
  return added === undefined ? null : `${added} was no source or step over the run then`;
}

function extractMisfit(plan: Plan, { data }: Extracted): string | null {
  const source = [plan.source, ...plan.lookups].find(({ name }) => name === data.source);
  if (!source) return null;
  const columns = columnMisfit(data.source, data.artifact, source.source.contract.columns);
  const rules = source === plan.source ? plan.sourceRules : source.rules;
  return columns ?? checkMisfit(data.source, data.checks, rules.checks);
}

/** Between steps the engine says what does not fit. */
const transformMisfit = (plan: Plan, { data, metadata }: Transformed): string | null =>
  isLast(plan, metadata.slot.unit) ? columnMisfit("the result", data.artifact, plan.columns) : null;

const validateMisfit = (plan: Plan, { data }: Validated): string | null =>
  data.scope === "unit" ? checkMisfit("the result", data.checks, plan.resultRules.checks) : null;

const isLast = (plan: Plan, unit: string): boolean =>
  sourceOf(unit) === (runSteps(plan).at(-1) ?? plan.source.name);

function columnMisfit(what: string, { schema }: Artifact, columns: readonly Column[]): string | null {
  const was = (schema ?? [])
    .filter(({ name }) => !name.startsWith(OWN_PREFIX))
    .map(({ name, type }) => `${name} ${inParquet(type)}`);
  const is = columns.map(({ name, type }) => `${name} ${inParquet(duckType(type))}`);
  return difference(`columns of ${what}`, was, is);
}

/** Artifacts hold these as text. */
const inParquet = (type: string): string => (type === "UUID" || type === "JSON" ? "VARCHAR" : type);

/** An event names no more checks than this; of more, those that found something. */
const CHECKS_NAMED = 200;

function checkMisfit(
  what: string,
  was: readonly { readonly id: string }[],
  checks: readonly Check[],
): string | null {
  const is = checks.filter(({ rule }) => rule !== "unique" && rule !== "count").map(({ id }) => id);
  const ids = was.map(({ id }) => id);
  const known = is.length > CHECKS_NAMED ? is.filter((id) => ids.includes(id)) : is;
  return difference(`checks of ${what}`, ids, known);
}

function difference(what: string, was: readonly string[], is: readonly string[]): string | null {
  if (was.length === is.length && was.every((name, i) => name === is[i])) return null;
  const gone = was.filter((name) => !is.includes(name));
  const added = is.filter((name) => !was.includes(name));
  const parts = [
    gone.length > 0 ? `without ${gone.join(", ")}` : "",
    added.length > 0 ? `with ${added.join(", ")}` : "",
  ].filter((part) => part !== "");
  return `the ${what} are others: ${parts.join(" and ") || "in another order"}`;
}

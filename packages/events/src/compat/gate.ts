import { type Contract, latestOf, METADATA, runningContracts } from "./contract.ts";
import type { Finding } from "./finding.ts";
import { readFrozen } from "./frozen.ts";
import { historyRules, notFrozen } from "./history/index.ts";
import { FREEZE, type HistoryRule } from "./history/rule.ts";
import { places } from "./place.ts";
import { rules } from "./rules/index.ts";
import { shapeOf } from "./shape.ts";

/** What stands between the events of this code and the frozen ones in `schemas/`: nothing, where it may be released. */
export const checkCompatibility = (directory?: string): Finding[] =>
  gate(readFrozen(directory), runningContracts());

/**
 * Compares every frozen version with the running one. The latest must be read by those who know the frozen shape and
 * must read what was stored in it; an older one is only read. Unknown fields are ignored in both directions.
 */
export function gate(frozen: readonly Contract[], running: readonly Contract[]): Finding[] {
  const types = new Set([...running, ...frozen].map(({ type }) => type));
  return [...types].flatMap((type) => {
    const none: Contract = { type, versions: {}, digests: {} };
    const before = frozen.find((contract) => contract.type === type) ?? none;
    const after = running.find((contract) => contract.type === type) ?? none;
    const broken = [
      ...historyRules.flatMap((rule) => historyFindings(rule, before, after)),
      ...Object.keys(before.versions).flatMap((version) => shapeFindings(Number(version), before, after)),
    ];
    const sound = historyFindings(notFrozen, before, after).filter(
      ({ version }) => !broken.some((finding) => finding.version === version),
    );
    return [...broken, ...sound];
  });
}

const historyFindings = (rule: HistoryRule, before: Contract, after: Contract): Finding[] =>
  rule
    .check(before, after)
    .map((found) => ({ rule: rule.id, type: before.type, why: rule.purpose, ...found }));

function shapeFindings(version: number, before: Contract, after: Contract): Finding[] {
  const was = before.versions[version];
  const is = after.versions[version];
  if (!was || !is) return [];
  const { type } = after;
  const latest = version === latestOf(after);
  const next = whatToDo(type, version, latest);
  const root = type === METADATA ? "metadata" : "data";
  const held = rules.filter(({ protects }) => latest || protects.includes("backward"));
  return [...places(shapeOf(was), shapeOf(is), root)].flatMap((place) =>
    held.flatMap((rule) =>
      rule
        .check(place)
        .map((change) => ({ rule: rule.id, type, version, why: rule.purpose, next, ...change })),
    ),
  );
}

function whatToDo(type: string, version: number, latest: boolean): string {
  const again = `where it was never released: ${FREEZE} --unreleased ${type}/${version}`;
  if (type === METADATA) return `the metadata has one version for ever: add optional fields alone; ${again}`;
  if (!latest)
    return `put version ${version} of ${type} back as it is frozen; stored events of it stay readable`;
  const then = `leave version ${version} as it is frozen and add a version ${version + 1} with an upcast`;
  return `${then} (packages/events/src/run/); ${again}`;
}

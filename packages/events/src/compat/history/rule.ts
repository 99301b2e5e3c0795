import type { Contract } from "../contract.ts";
import type { Finding } from "../finding.ts";

/** A rule about the versions of an event as a whole: which there are, and whether their files are what they were. */
export interface HistoryRule {
  readonly id: string;
  readonly purpose: string;
  check(frozen: Contract, running: Contract): readonly Omit<Finding, "rule" | "type" | "why">[];
  readonly fixtures: { readonly breaks: HistoryFixture; readonly holds: HistoryFixture };
}

export interface HistoryFixture {
  readonly before: Contract;
  readonly after: Contract;
}

export const FREEZE = "node packages/events/src/freeze.ts";

export const fileOf = (type: string, version: number | string): string => `schemas/${type}/${version}.json`;

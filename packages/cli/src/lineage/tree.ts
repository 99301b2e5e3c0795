import { isEvent, Planned, RUN_UNIT, type RunEvent } from "@waybill/events";

/** The hops of one unit, in the order in which one caused the next. */
export interface Chain {
  readonly unit: string;
  /** What it is to do, for people. */
  readonly describe: string | null;
  readonly hops: readonly RunEvent[];
}

/** One try of a run: what it began with, what its units did, and what the whole run did after them. */
export interface Generation {
  readonly number: number;
  readonly opening: readonly RunEvent[];
  readonly chains: readonly Chain[];
  readonly closing: readonly RunEvent[];
  readonly acts: readonly RunEvent[];
}

const OPENING = ["request", "plan"];

/** A run as a tree: by generation, then by unit, then by cause. */
export function treeOf(hops: readonly RunEvent[]): readonly Generation[] {
  const numbers = [...new Set(hops.map(({ metadata }) => metadata.slot.generation))].sort((a, b) => a - b);
  return numbers.map((number) => {
    const own = hops.filter(({ metadata }) => metadata.slot.generation === number);
    const acts = own.filter(({ metadata }) => metadata.slot.stage === "act");
    const ofRun = own.filter(
      ({ metadata }) => metadata.slot.unit === RUN_UNIT && metadata.slot.stage !== "act",
    );
    const isOpening = ({ metadata }: RunEvent) => OPENING.includes(metadata.slot.stage);
    return {
      number,
      opening: byCause(ofRun.filter(isOpening)),
      chains: chainsOf(own.filter(({ metadata }) => metadata.slot.unit !== RUN_UNIT)),
      closing: byCause(ofRun.filter((hop) => !isOpening(hop))),
      acts,
    };
  });
}

function chainsOf(hops: readonly RunEvent[]): readonly Chain[] {
  const units = [...new Set(hops.map(({ metadata }) => metadata.slot.unit))].sort(byUnit);
  return units.map((unit) => {
    const own = byCause(hops.filter(({ metadata }) => metadata.slot.unit === unit));
    const planned = own.find((hop) => isEvent(Planned, hop));
    const describe =
      planned && isEvent(Planned, planned) && planned.data.scope === "unit" ? planned.data.describe : null;
    return { unit, describe, hops: own };
  });
}

/** `flights#10` comes after `flights#9`. */
const byUnit = (a: string, b: string): number => a.localeCompare(b, "en", { numeric: true });

/** Causes before effects. What has its cause elsewhere begins; the order is otherwise kept. */
function byCause(hops: readonly RunEvent[]): readonly RunEvent[] {
  const ids = new Set(hops.map(({ metadata }) => metadata.id));
  const effects = new Map<string | null, RunEvent[]>();
  for (const hop of hops) {
    const { causationId } = hop.metadata;
    const cause = causationId !== null && ids.has(causationId) ? causationId : null;
    effects.set(cause, [...(effects.get(cause) ?? []), hop]);
  }
  const ordered: RunEvent[] = [];
  const visit = (cause: string | null) => {
    for (const hop of effects.get(cause) ?? []) {
      ordered.push(hop);
      visit(hop.metadata.id);
    }
  };
  visit(null);
  return ordered;
}

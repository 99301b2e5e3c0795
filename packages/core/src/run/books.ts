import { Extracted, type LoadedRows, Transformed, Validated } from "@waybill/events";
import type * as z from "zod";
import { Permanent } from "../errors.ts";
import type { HopIndex } from "./hop-index.ts";
import { loadedOf, settledOf } from "./totals.ts";
import type { Unit } from "./unit.ts";

/**
 * Rows are accounted for like money:
 *
 *   read            = extracted + rejected + quarantined          at the source
 *   transform's in  = extracted, or the out of the stretch before it
 *   validate's got  = transform's out = passed + quarantined
 *   settle's got    = the passed of every unit = passed + quarantined
 *   load's got      = settle's passed = inserted + updated + unchanged + superseded + discarded
 */
export interface Imbalance {
  /** `extract of flights#3` */
  readonly where: string;
  /** `read 100 = extracted 90 + rejected 3 + quarantined 6` */
  readonly equation: string;
}

type Entry = readonly [name: string, rows: number];

export function imbalances(hops: HopIndex): Imbalance[] {
  return [...hops.units.flatMap((unit) => unitBooks(hops, unit)), ...settleBooks(hops), ...loadBooks(hops)];
}

function unitBooks(hops: HopIndex, unit: Unit): Imbalance[] {
  const extracted = hops.all(Extracted, "extract", is(unit))[0]?.data.rows;
  const transformed = hops.all(Transformed, "transform", is(unit))[0]?.data.rows;
  const validated = hops.all(Validated, "validate", is(unit))[0]?.data.rows;
  const found: Imbalance[] = [];
  if (extracted) {
    const { read, rejected, quarantined } = extracted;
    found.push(
      ...unequal(
        `extract of ${unit.name}`,
        ["read", read],
        [
          ["extracted", extracted.extracted],
          ["rejected", rejected],
          ["quarantined", quarantined],
        ],
      ),
    );
  }
  if (transformed) {
    const given = unit.role === "step" ? stretchBefore(hops, unit) : extracted?.extracted;
    if (given !== undefined) {
      found.push(...unequal(`transform of ${unit.name}`, ["in", transformed.in], [["given", given]]));
    }
  }
  if (validated && transformed) {
    const { got, passed, quarantined } = validated;
    found.push(
      ...unequal(`validate of ${unit.name}`, ["got", got], [["transformed", transformed.out]]),
      ...unequal(
        `validate of ${unit.name}`,
        ["got", got],
        [
          ["passed", passed],
          ["quarantined", quarantined],
        ],
      ),
    );
  }
  return found;
}

const is = (unit: Unit) => (other: Unit) => other.name === unit.name;

const stretchBefore = (hops: HopIndex, step: Unit): number =>
  hops
    .all(Transformed, "transform", (unit) => unit.role !== "lookup" && unit.segment === step.segment - 1)
    .reduce((total, { data }) => total + data.rows.out, 0);

/** What every unit passed on, which is what settle gets. */
export const passedByUnits = (hops: HopIndex): number =>
  hops.all(Validated, "validate", hops.isLast).reduce((total, { data }) => total + data.rows.passed, 0);

function settleBooks(hops: HopIndex): Imbalance[] {
  const settled = settledOf(hops)?.rows;
  if (!settled) return [];
  const { got, passed, quarantined } = settled;
  return [
    ...unequal("settle", ["got", got], [["passed by the units", passedByUnits(hops)]]),
    ...unequal(
      "settle",
      ["got", got],
      [
        ["passed", passed],
        ["quarantined", quarantined],
      ],
    ),
  ];
}

function loadBooks(hops: HopIndex): Imbalance[] {
  const loaded = loadedOf(hops)?.data.rows;
  const settled = settledOf(hops)?.rows;
  if (!loaded || !settled) return [];
  return [
    ...unequal("load", ["got", loaded.got], [["passed by settle", settled.passed]]),
    ...unequal("load", ["got", loaded.got], loadEntries(loaded)),
  ];
}

const loadEntries = (rows: z.output<typeof LoadedRows>): readonly Entry[] => [
  ["inserted", rows.inserted],
  ["updated", rows.updated],
  ["unchanged", rows.unchanged],
  ["superseded", rows.superseded],
  ["discarded", rows.discarded],
];

function unequal(where: string, [name, rows]: Entry, parts: readonly Entry[]): Imbalance[] {
  if (rows === parts.reduce((total, [, part]) => total + part, 0)) return [];
  const right = parts.map(([part, count]) => `${part} ${count}`).join(" + ");
  return [{ where, equation: `${name} ${rows} = ${right}` }];
}

export function unbalanced(runId: string, [first, ...others]: readonly Imbalance[]): Permanent | null {
  if (!first) return null;
  return new Permanent("books.unbalanced", `rows are unaccounted for: ${first.equation} does not hold`, {
    where: first.where,
    why: others.length > 0 ? `and ${others.length} more such lines` : undefined,
    next: `this is a mistake in Waybill: please report it with the output of waybill lineage ${runId} --json`,
  });
}

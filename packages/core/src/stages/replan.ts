import { WaybillError } from "../errors.ts";
import type { NamedSource } from "../pipeline/plan.ts";
import { refuseChanged } from "../sources/file/unchanged.ts";
import type { Source, Work } from "../sources/source.ts";
import type { UnitPlan } from "./plan-document.ts";
import { planSource } from "./plan-source.ts";
import type { StageContext } from "./stage.ts";

/**
 * The units of a retry, with the work of those that are read again as their files are now: a file that was mended is
 * another one than when the run was planned. Only where the same files, whole, are one unit's work again. Of a file that
 * several units share the others have read what it was: its work stays as it is, and extract refuses it.
 */
export async function replanned(
  units: readonly UnitPlan[],
  parameters: Readonly<Record<string, string>>,
  context: StageContext,
): Promise<UnitPlan[]> {
  const { source, lookups } = context.plan;
  const fresh = new Map<UnitPlan, UnitPlan>();
  for (const named of [source, ...lookups]) {
    const changed = await changedUnits(units, named);
    if (changed.length === 0) continue;
    const plans = await planSource(context, named, parameters, named === source);
    for (const unit of changed) {
      const match = plans.find(({ work }) => work && unit.work && hasSameFiles(work, unit.work));
      if (match) fresh.set(unit, { ...unit, work: match.work, describe: match.describe });
    }
  }
  return units.map((unit) => fresh.get(unit) ?? unit);
}

async function changedUnits(units: readonly UnitPlan[], { name, source }: NamedSource): Promise<UnitPlan[]> {
  const own = units.filter(({ unit, from }) => from === "extract" && unit.startsWith(`${name}#`));
  const changed = await Promise.all(own.map(({ work }) => work !== null && isChanged(source, work)));
  return own.filter((_, i) => changed[i]);
}

async function isChanged(source: Source, work: Work): Promise<boolean> {
  try {
    await refuseChanged(source.read(work), work.inputs);
    return false;
  } catch (error) {
    // What else is wrong with it is for extract to say.
    return error instanceof WaybillError && error.code === "file.changed";
  }
}

const hasSameFiles = (a: Work, b: Work): boolean =>
  a.inputs.length === b.inputs.length &&
  a.inputs.every(
    ({ uri, part }, i) => part === undefined && b.inputs[i]?.part === undefined && uri === b.inputs[i]?.uri,
  );

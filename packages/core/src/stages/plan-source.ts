import type { NamedSource } from "../pipeline/plan.ts";
import { unitName } from "../run/unit.ts";
import type { UnitPlan } from "./plan-document.ts";
import type { StageContext } from "./stage.ts";

/** The units of one source, as its files are now. */
export async function planSource(
  { ports, delivery }: StageContext,
  { name, source }: NamedSource,
  parameters: Readonly<Record<string, string>>,
  split: boolean,
): Promise<UnitPlan[]> {
  const { baseDir, partitionBytes } = ports.settings;
  const works = await source.plan({
    baseDir,
    parameters,
    split,
    sizes: { targetBytes: partitionBytes },
    sniff: (path, given) => ports.engine.sniff(path, given),
    signal: delivery.signal,
  });
  return works.map((work, index) => ({
    unit: unitName(name, index),
    index,
    of: works.length,
    from: "extract",
    work,
    input: null,
    describe: work.describe,
  }));
}

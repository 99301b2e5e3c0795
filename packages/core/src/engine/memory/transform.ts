import type { StepCount } from "@waybill/events";
import type * as z from "zod";
import type { Plan } from "../../pipeline/plan.ts";
import type { TransformReport, TransformRequest } from "../../ports/engine.ts";
import type { Row } from "../../transform/step.ts";
import { PARTITION } from "../sql.ts";
import { segmentOf } from "../transform/segment.ts";
import { type MemoryFiles, passingRows, writeFile, writeIfAny } from "./files.ts";
import { flagRows, type Lookup } from "./flag.ts";
import { unsupported } from "./refusal.ts";
import { callEach } from "./rows-step.ts";

const NO_RULES = { checks: [], corrections: [] };

export function transform(files: MemoryFiles, request: TransformRequest): TransformReport {
  const { plan, inputs, partition, runTime, out } = request;
  const { steps, output, isLast } = segmentOf(plan, request.segment);
  const given = passingRows(files, inputs);
  const counts: z.output<typeof StepCount>[] = [];
  const thrown: Row[] = [];
  let rows: readonly Row[] = given;
  for (const { step, name } of steps) {
    if (step.kind === "sql") throw unsupported("run SQL", name);
    const called = callEach(step, name, rows);
    const held = called.thrown.length;
    counts.push({ step: name, in: rows.length, out: called.results.length, quarantined: held });
    thrown.push(...called.thrown);
    rows = called.results;
  }
  const rules = isLast ? plan.resultRules : NO_RULES;
  const flagged = flagRows(rows, output, rules, {
    runTime,
    lookups: lookupsOf(files, plan, request.lookups),
  });
  return {
    rows: { in: given.length, out: flagged.length, quarantined: thrown.length },
    steps: counts,
    artifact: writeFile(
      files,
      out.rows,
      flagged.map((row) => ({ ...row, [PARTITION]: partition })),
      output,
    ),
    quarantine: writeIfAny(
      files,
      out.quarantine,
      thrown.map((row) => ({ ...row, [PARTITION]: partition })),
      [],
    ),
  };
}

const lookupsOf = (
  files: MemoryFiles,
  plan: Plan,
  paths: TransformRequest["lookups"],
): ReadonlyMap<string, Lookup> =>
  new Map(
    plan.lookups
      .filter(({ name }) => Object.hasOwn(paths, name))
      .map(({ name, source }) => [
        name,
        { columns: source.contract.columns, rows: passingRows(files, [paths[name] ?? ""]) },
      ]),
  );

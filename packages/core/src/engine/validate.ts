import type { ValidateReport, ValidateRequest } from "../ports/engine.ts";
import type { Instances } from "./instance/instances.ts";
import { reportFlags } from "./rules/report.ts";

/** The checks were computed with the transform: what is left is to count them and to write what is held back. */
export const validate = (
  instances: Instances,
  { plan, artifact, out, signal }: ValidateRequest,
): Promise<ValidateReport> =>
  instances.openly(signal, (connection) =>
    reportFlags(connection, artifact, plan.columns, plan.resultRules, out),
  );

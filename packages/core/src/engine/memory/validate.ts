import type { ValidateReport, ValidateRequest } from "../../ports/engine.ts";
import { type MemoryFiles, readFile } from "./files.ts";
import { reportRows } from "./report.ts";

export const validate = (files: MemoryFiles, { plan, artifact, out }: ValidateRequest): ValidateReport =>
  reportRows(files, readFile(files, artifact), plan.columns, plan.resultRules, out.quarantine);

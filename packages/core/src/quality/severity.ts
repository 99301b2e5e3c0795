import { Usage } from "../errors.ts";
import type { Severity } from "./check.ts";

const SEVERITIES: readonly Severity[] = ["reject", "warn", "fail"];

/** Throws `Usage` (`check.severity`). */
export function severityOf(given: Severity | undefined, where: string, usual: Severity = "reject"): Severity {
  if (given === undefined) return usual;
  if (SEVERITIES.includes(given)) return given;
  throw new Usage("check.severity", `${JSON.stringify(given)} is no severity`, {
    where,
    next: 'write "reject" (quarantine the row), "warn" (count it) or "fail" (end the run)',
  });
}

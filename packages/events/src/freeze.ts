import { parseArgs } from "node:util";
import { explain } from "./compat/finding.ts";
import { freeze } from "./compat/freeze.ts";
import { checkCompatibility } from "./compat/gate.ts";
import { ContractError } from "./errors.ts";

const USAGE = `node packages/events/src/freeze.ts [--check] [--unreleased <Event>/<v> | all]...

Freezes the JSON Schema of every event and version in packages/events/schemas.
  --check        writes nothing; exit code 1 where a frozen schema is missing, stale or broken
  --unreleased   forgets a version that no store and no consumer has seen, and freezes it anew`;

function main(): number {
  const { values } = parseArgs({
    options: {
      check: { type: "boolean", default: false },
      unreleased: { type: "string", multiple: true, default: [] },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  const { findings, written } = values.check
    ? { findings: checkCompatibility(), written: [] }
    : freeze(values.unreleased);
  for (const name of written) console.log(`frozen  ${name}`);
  for (const finding of findings) console.error(`${explain(finding)}\n`);
  if (findings.length > 0) {
    console.error(`${findings.length} ${findings.length === 1 ? "finding" : "findings"}`);
    return 1;
  }
  if (written.length === 0) console.log("every event is frozen as it is");
  return 0;
}

try {
  process.exitCode = main();
} catch (error) {
  const { message, why, next } = error as Partial<ContractError>;
  const hint = error instanceof ContractError ? `  why: ${why}\n  next: ${next}` : USAGE;
  console.error(`${message}\n${hint}`);
  process.exitCode = 2;
}

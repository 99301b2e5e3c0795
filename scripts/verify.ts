// Everything that can be said about the tree without running a pipeline. One line a check, its output where it fails.
import { spawnSync } from "node:child_process";

const CHECKS = [
  ["format and lint, import rules, cycles", "biome", ["check", "--error-on-warnings", "."]],
  ["types", "tsc", ["-p", "."]],
  ["SST's own types are here", "node", ["test/infra/support/platform.ts"]],
  ["types of what is deployed", "tsc", ["-p", "tsconfig.sst.json"]],
  ["events are compatible with their frozen schemas", "node", ["packages/events/src/freeze.ts", "--check"]],
  ["nothing unused", "knip", ["--no-progress"]],
] as const;

let failed = 0;
for (const [name, command, args] of CHECKS) {
  const started = performance.now();
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: "utf8" });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${status === 0 ? "ok  " : "FAIL"}  ${name} (${seconds} s)`);
  if (status !== 0) {
    failed += 1;
    console.log(`${stdout}${stderr}${error ? `${command}: ${error.message}` : ""}`);
  }
}
console.log(failed === 0 ? "verify: all good" : `verify: ${failed} of ${CHECKS.length} checks failed`);
process.exitCode = failed === 0 ? 0 : 1;

import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { PLATFORM, ROOT } from "../harness/places.ts";

/**
 * Writes SST's components and their types to .sst/platform, where they are missing or another version's: some 30 s, by
 * npm alone. Neither AWS nor the engine is asked.
 */
export function installPlatform(): void {
  if (isInstalled()) return;
  console.error("Installing SST's platform (sst install) …");
  const { status } = spawnSync(
    process.execPath,
    [join(ROOT, "node_modules/sst/bin/sst.mjs"), "install", "--stage", "test"],
    {
      cwd: ROOT,
      stdio: ["ignore", 2, 2],
      env: { ...process.env, SST_SKIP_DEPENDENCY_CHECK: "1", SST_TELEMETRY_DISABLED: "1", SST_NO_BUN: "1" },
    },
  );
  if (status !== 0)
    throw new Error(
      "sst install failed: see its message above. Is the npm registry reachable? Try: npm ping",
    );
}

function isInstalled(): boolean {
  const { version } = JSON.parse(readFileSync(join(ROOT, "node_modules/sst/package.json"), "utf8")) as {
    version: string;
  };
  const written = join(PLATFORM, "version");
  const types = join(PLATFORM, "node_modules/@pulumi/aws/package.json");
  return existsSync(types) && existsSync(written) && readFileSync(written, "utf8").trim() === version;
}

if (import.meta.main) installPlatform();

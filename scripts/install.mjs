// Installs what is missing. Runs on any Node >= 20, before anything is installed, so it may import nothing.
import { spawnSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const installed = join(root, "node_modules", ".package-lock.json");
const runtime = join(root, "node_modules", ".bin", process.platform === "win32" ? "node.cmd" : "node");
const lock = join(root, "package-lock.json");

const isComplete =
  existsSync(runtime) && existsSync(installed) && statSync(installed).mtimeMs >= statSync(lock).mtimeMs;

if (!isComplete) {
  console.error("Installing what is missing (npm ci) …");
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  const { status } = spawnSync(npm, ["ci", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: root,
    stdio: ["ignore", 2, 2],
    shell: process.platform === "win32",
  });
  if (status !== 0) {
    console.error("npm ci failed: see its message above. Is the npm registry reachable? Try: npm ping");
    process.exit(1);
  }
}

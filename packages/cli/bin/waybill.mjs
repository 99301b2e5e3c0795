#!/usr/bin/env node
// Runs on any Node >= 20. TypeScript is run by Node 24 itself, so an older one hands over to the one that is installed.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { constants } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const NEEDED = 24;
const bin = dirname(fileURLToPath(import.meta.url));
const main = join(bin, "..", "src", "main.ts");

if (Number(process.versions.node.split(".")[0]) >= NEEDED) {
  process.argv[1] = main;
  await import("../src/main.ts");
} else {
  const node = installedNode();
  if (node) handOver(node);
  else complain();
}

/** The nearest `node_modules` above this file that has the package `node`. */
function installedNode() {
  const executable = process.platform === "win32" ? "node.exe" : "node";
  for (let folder = bin; ; folder = dirname(folder)) {
    const path = join(folder, "node_modules", "node", "bin", executable);
    if (existsSync(path)) return path;
    if (folder === dirname(folder)) return null;
  }
}

/** Signals go on to the child, which decides; its end becomes the end of this process. */
function handOver(node) {
  const child = spawn(node, [main, ...process.argv.slice(2)], { stdio: "inherit" });
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
  const passOn = (signal) => child.kill(signal);
  for (const signal of signals) process.on(signal, passOn);
  child.on("error", (error) => {
    console.error(`error node.start: ${node} does not start: ${error.message}\n  next   npm install`);
    process.exitCode = 1;
  });
  child.on("exit", (code, signal) => {
    for (const name of signals) process.off(name, passOn);
    if (signal === null) process.exitCode = code ?? 1;
    else process.exitCode = 128 + (constants.signals[signal] ?? 0);
  });
}

function complain() {
  console.error(`error node.too-old: Waybill needs Node ${NEEDED}, this is ${process.versions.node}`);
  console.error(`  where  ${process.execPath}`);
  console.error("  why    it runs TypeScript directly and keeps its state in node:sqlite");
  console.error("  next   npm install (it brings the right Node along), or install Node 24");
  process.exitCode = 2;
}

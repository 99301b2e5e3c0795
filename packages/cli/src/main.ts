import { enableCompileCache } from "node:module";
import manifest from "../package.json" with { type: "json" };
import { execute, report } from "./command-line/execute.ts";
import { outputOf } from "./command-line/output.ts";
import { EXIT, problemOf } from "./command-line/problem.ts";

// Types are stripped and code is compiled once, not at every start; what a command needs is imported after this.
enableCompileCache();

const inputs = process.argv.slice(2);
const cli = {
  out: outputOf(process.stdout, process.env),
  err: outputOf(process.stderr, process.env),
  cwd: process.cwd(),
  env: process.env,
  version: manifest.version,
};

process.on("uncaughtException", (error) => {
  report(problemOf(error), inputs, cli, error);
  process.exit(EXIT.failed);
});

process.exitCode = await execute(inputs, cli);

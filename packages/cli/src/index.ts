export { buildApp } from "./app.ts";
export type { Cli } from "./command-line/cli.ts";
export { execute } from "./command-line/execute.ts";
export type { Output } from "./command-line/output.ts";
export { EXIT, explain, type Problem, problemOf } from "./command-line/problem.ts";

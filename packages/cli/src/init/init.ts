import { existsSync, statSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { type Inference, Usage } from "@waybill/core";
import { openEngine } from "@waybill/local";
import type { Cli } from "../command-line/cli.ts";
import { printJson } from "../command-line/json.ts";
import type { InitFlags } from "./command.ts";
import { nextLines } from "./lines.ts";
import { nameFrom } from "./name.ts";
import { pipelineSource } from "./source.ts";

export default async function init(this: Cli, flags: InitFlags, sample: string): Promise<void> {
  const path = resolve(this.cwd, sample);
  refuseNoFile(path, sample);
  const name = flags.name ?? nameFrom(sample);
  refuseName(name);
  const target = resolve(this.cwd, flags.out ?? defaultTarget(name, this.cwd));
  refuseExisting(target, this.cwd);
  const inference = await infer(path);
  const source = pipelineSource({ name, path: pathFrom(this.cwd, path), inference });
  await write(target, source, this.cwd);
  const file = pathFrom(this.cwd, target);
  if (flags.json) {
    const { columns, format, doubts, sampledRows } = inference;
    return printJson(this.out, { file, pipeline: name, columns, format, sampledRows, doubts });
  }
  const lines = nextLines({ file, inference, typed: this.commands.typed }, this.out.paint);
  for (const line of lines) this.out.line(line);
}

async function infer(path: string): Promise<Inference> {
  const tempDirectory = await mkdtemp(join(tmpdir(), "waybill-init-"));
  const engine = openEngine({ tempDirectory });
  try {
    return await engine.infer(path, {});
  } finally {
    await engine.close();
    await rm(tempDirectory, { recursive: true, force: true });
  }
}

/** `wx`: a file that appeared meanwhile is not overwritten either. */
async function write(target: string, source: string, cwd: string): Promise<void> {
  try {
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, source, { flag: "wx" });
  } catch (error) {
    refuseExisting(target, cwd);
    throw new Usage("init.not-written", `${pathFrom(cwd, target)} cannot be written`, {
      where: target,
      why: error instanceof Error ? error.message : String(error),
      next: "name another file: --out <file>",
    });
  }
}

const defaultTarget = (name: string, cwd: string): string =>
  existsSync(join(cwd, "pipelines")) ? join("pipelines", `${name}.ts`) : `${name}.ts`;

/** Relative where it lies below the folder, else absolute. With `/` on every system. */
function pathFrom(cwd: string, path: string): string {
  const inside = relative(cwd, path);
  const shown = inside.startsWith("..") || isAbsolute(inside) ? path : inside;
  return shown.split(sep).join("/");
}

function refuseNoFile(path: string, sample: string): void {
  const isThere = existsSync(path);
  if (isThere && !statSync(path).isDirectory()) return;
  throw new Usage(
    isThere ? "init.directory" : "init.no-file",
    isThere ? `${sample} is a folder` : `there is no file ${sample}`,
    { where: path, next: isThere ? "name one file in it: it stands for the others" : "check the path" },
  );
}

function refuseName(name: string): void {
  if (/^[A-Za-z0-9_][A-Za-z0-9_-]*$/.test(name)) return;
  throw new Usage("init.name", `${JSON.stringify(name)} cannot name a pipeline`, {
    where: "--name",
    why: "a name has letters, digits, _ and -",
    next: `try --name ${nameFrom(name)}`,
  });
}

function refuseExisting(target: string, cwd: string): void {
  if (!existsSync(target)) return;
  throw new Usage("init.exists", `${pathFrom(cwd, target)} is there already`, {
    where: target,
    why: "a pipeline that somebody wrote is never overwritten",
    next: "name another file: --out <file>, or move this one away",
  });
}

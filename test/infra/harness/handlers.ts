import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, parse } from "node:path";
import { type BuildOptions, build } from "esbuild";
import { ROOT } from "./places.ts";

/** What a component asks to be built. */
export interface BuildRequest {
  readonly functionID: string;
  readonly handler: string;
  readonly bundle?: string;
  readonly properties?: {
    readonly install?: Readonly<Record<string, string>> | readonly string[];
    /** SST's command line passes on these options of esbuild's, and leaves out all others without a word. */
    readonly esbuild?: Pick<
      BuildOptions,
      "banner" | "conditions" | "define" | "external" | "keepNames" | "mainFields" | "nodePaths" | "target"
    >;
  };
}

export interface Building {
  /** The folder for what is built. */
  readonly work: string;
  readonly bundles: boolean;
  /** Of the project. */
  readonly root?: string;
}

/** What SST's components expect in return. */
export interface Built {
  readonly handler: string;
  readonly out: string;
  readonly errors: readonly string[];
  readonly sourcemaps: readonly string[];
}

/** What is known of a handler once it is built. */
export interface Findings {
  /** Why its first event would fail; absent where it would not. */
  readonly problem?: string;
  /** Linked resources that its code asks for. */
  readonly uses: readonly string[];
}

const ENDINGS = [".ts", ".mts", ".js", ".mjs"];

/**
 * Makes a handler's bundle as SST does, unminified, and looks into it: SST does not notice a handler that the file does
 * not export, nor a resource that was never linked; the first event would. A problem is written down and does not end
 * the synthesis, so that all of them are seen at once.
 */
export async function buildHandler(
  request: BuildRequest,
  { work, bundles, root = ROOT }: Building,
): Promise<{ readonly built: Built; readonly findings: Findings }> {
  const { handler, functionID } = request;
  const { dir, name, ext } = parse(handler);
  const out = join(work, "bundles", functionID);
  const outfile = join(out, "bundle.mjs");
  mkdirSync(out, { recursive: true });
  writeFileSync(outfile, "");
  const built: Built = { handler: `bundle${ext}`, out, errors: [], sourcemaps: [] };
  if (!bundles) return { built, findings: { uses: [] } };
  if (request.bundle) return { built: { ...built, handler, out: request.bundle }, findings: { uses: [] } };
  const entry = ENDINGS.map((ending) => join(root, dir, name + ending)).find((file) => existsSync(file));
  if (entry === undefined) {
    return { built, findings: { uses: [], problem: `${handler}: there is no file ${join(dir, name)}.ts` } };
  }
  const problem = await bundle(entry, outfile, ext.slice(1), request, root);
  return {
    built,
    findings: { uses: resourcesIn(readFileSync(outfile, "utf8")), ...(problem && { problem }) },
  };
}

/** SST's command line begins each bundle with it: CommonJS packages call `require` for what Node has. */
const REQUIRE =
  'import { createRequire as topLevelCreateRequire } from "node:module";const require = topLevelCreateRequire(import.meta.url);';

async function bundle(
  entryPoint: string,
  outfile: string,
  exported: string,
  { handler, properties = {} }: BuildRequest,
  root: string,
): Promise<string | undefined> {
  try {
    const { esbuild = {}, install } = properties;
    const { metafile } = await build({
      entryPoints: [entryPoint],
      outfile,
      absWorkingDir: root,
      bundle: true,
      platform: "node",
      format: "esm",
      target: esbuild.target ?? "es2024",
      mainFields: esbuild.mainFields ?? ["module", "main"],
      conditions: esbuild.conditions ?? [],
      define: esbuild.define ?? {},
      external: ["sharp", "pg-native", ...installed(install), ...(esbuild.external ?? [])],
      banner: esbuild.banner ?? { js: REQUIRE },
      logLevel: "silent",
      metafile: true,
    });
    const names = Object.values(metafile.outputs).flatMap((output) => output.exports);
    if (names.includes(exported)) return undefined;
    return `${handler}: its file exports ${names.join(", ") || "nothing"}, and no ${exported}`;
  } catch (error) {
    return `${handler}: ${(error as Error).message}`;
  }
}

const installed = (install: NonNullable<BuildRequest["properties"]>["install"]): string[] =>
  Array.isArray(install) ? [...install] : Object.keys(install ?? {});

/** `Resource.Bus`, or a name that is passed on: `linked("Bus")`. */
const ASKED = /\bResource\.([A-Z]\w*)|\b\w+\(\s*"(Bus|Lineage|Raw|Staging|Quarantine|Warehouse|Queues)"/g;

/** Of what is left in a bundle, so that code which this handler cannot reach does not count. */
export function resourcesIn(code: string): readonly string[] {
  const names = [...code.matchAll(ASKED)].map(([, direct, passed]) => direct ?? passed!);
  return [...new Set(names)].filter((name) => name !== "App").toSorted();
}

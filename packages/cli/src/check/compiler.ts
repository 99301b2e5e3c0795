import { spawn } from "node:child_process";
import { mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Permanent } from "@waybill/core";
import { installation } from "../project/project.ts";

export interface Compiled {
  /** The compiler's plain output. */
  readonly output: string;
  /** What relative paths in it are below. */
  readonly folder: string;
}

/**
 * Runs the compiler over these files and what they import, with the packages of this installation, wherever the files
 * lie. Throws `Permanent` (`types.no-compiler`).
 */
export async function compile(modules: readonly string[]): Promise<Compiled> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), "waybill-types-")));
  try {
    const config = join(folder, "tsconfig.json");
    await writeFile(config, JSON.stringify(tsconfig(modules), null, 2));
    return { output: await runCompiler(config, folder), folder };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const require = createRequire(import.meta.url);
const packageFolder = (name: string): string => dirname(require.resolve(`${name}/package.json`));
const source = (name: string): string[] => [join(installation, "packages", name, "src", "index.ts")];

/** As strict as the project itself, but it takes any file: one without a package.json, too. */
const tsconfig = (modules: readonly string[]) => ({
  compilerOptions: {
    target: "ES2024",
    lib: ["ES2024", "ESNext.Disposable"],
    module: "preserve",
    moduleResolution: "bundler",
    types: ["node"],
    typeRoots: [join(installation, "node_modules", "@types")],
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    allowImportingTsExtensions: true,
    erasableSyntaxOnly: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    resolveJsonModule: true,
    paths: {
      "@waybill/core": source("core"),
      "@waybill/events": source("events"),
      zod: [packageFolder("zod")],
    },
  },
  files: modules,
});

function runCompiler(config: string, cwd: string): Promise<string> {
  const compiler = join(packageFolder("typescript"), "bin", "tsc");
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, [compiler, "-p", config, "--pretty", "false"], {
      cwd,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    child.stdout.on("data", (chunk) => {
      output += chunk;
    });
    child.stderr.on("data", (chunk) => {
      output += chunk;
    });
    child.on("error", (cause) => failed(noCompiler(String(cause))));
    // 1 and 2: there are diagnostics.
    child.on("close", (code) => (code !== null && code <= 2 ? done(output) : failed(noCompiler(output))));
  });
}

const noCompiler = (why: string): Permanent =>
  new Permanent("types.no-compiler", "the TypeScript compiler did not run", {
    why: why.trim() || "it ended without a word",
    next: "install it: npm install typescript",
  });

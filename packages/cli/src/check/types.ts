import { spawn } from "node:child_process";
import { mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { Permanent } from "@waybill/core";
import type { Problem } from "../command-line/problem.ts";
import { installation } from "../project/project.ts";
import { shortPath } from "../terminal/path.ts";

/** What the compiler has to say, by the file that it is about (absolute). */
export type TypeProblems = ReadonlyMap<string, readonly Problem[]>;

/**
 * Checks the types of these files and of what they import, with the packages of this installation, wherever the
 * files lie. What is wrong inside the installation itself is not the author's matter.
 */
export async function checkTypes(modules: readonly string[], cwd: string): Promise<TypeProblems> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), "waybill-types-")));
  try {
    const config = join(folder, "tsconfig.json");
    await writeFile(config, JSON.stringify(tsconfig(modules), null, 2));
    const output = await runCompiler(config, folder);
    return byFile(parseDiagnostics(output, folder, cwd), modules);
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

interface Diagnostic extends Problem {
  readonly file: string;
}

const LINE = /^(.+?)\((\d+),(\d+)\): error (TS\d+): (.*)$/;

/**
 * The compiler's plain output; a message goes on in the indented lines after it. The compiler ran in `folder`;
 * places are shown from `cwd`.
 */
export function parseDiagnostics(output: string, folder: string, cwd: string): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  for (const line of output.split(/\r?\n/)) {
    const [, path, row, column, code, message] = LINE.exec(line) ?? [];
    const last = found.at(-1);
    if (path !== undefined && message !== undefined) {
      const file = resolve(folder, path);
      found.push({
        file,
        class: "usage",
        code: `types.${code}`,
        message,
        where: `${shortPath(file, cwd)}:${row}:${column}`,
        why: null,
        next: null,
      });
    } else if (last && /^\s+\S/.test(line)) {
      found[found.length - 1] = { ...last, message: `${last.message}\n${line.trim()}` };
    }
  }
  return found;
}

function byFile(diagnostics: readonly Diagnostic[], modules: readonly string[]): TypeProblems {
  const own = join(installation, "packages", "/");
  const relevant = diagnostics.filter(({ file }) => modules.includes(file) || !file.startsWith(own));
  return Map.groupBy(relevant, ({ file }) => file);
}

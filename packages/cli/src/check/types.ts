import { join, resolve } from "node:path";
import type { Problem } from "../command-line/problem.ts";
import { installation } from "../project/project.ts";
import { shortPath } from "../terminal/path.ts";
import { compile } from "./compiler.ts";

/** What the compiler has to say, by the file that it is about (absolute). */
export type TypeProblems = ReadonlyMap<string, readonly Problem[]>;

/**
 * Checks the types of these files and of what they import. What is wrong inside the installation itself is not the
 * author's matter.
 */
export async function checkTypes(modules: readonly string[], cwd: string): Promise<TypeProblems> {
  const first = await diagnose(modules, cwd);
  const found = first.some(isSyntax) ? [...first, ...(await diagnoseOthers(modules, first, cwd))] : first;
  return byFile(withoutRepeated(found), modules);
}

/**
 * Where one file does not parse, the compiler checks no types at all. So those that do parse are checked without it;
 * where one of them imports such a file, each for itself.
 */
async function diagnoseOthers(
  modules: readonly string[],
  known: readonly Diagnostic[],
  cwd: string,
): Promise<readonly Diagnostic[]> {
  const others = modules.filter((module) => !known.some(({ file }) => file === module));
  if (others.length === 0) return [];
  const found = await diagnose(others, cwd);
  if (others.length === 1 || !found.some(isSyntax)) return found;
  const alone: Diagnostic[] = [];
  for (const module of others) alone.push(...(await diagnose([module], cwd)));
  return alone;
}

async function diagnose(modules: readonly string[], cwd: string): Promise<readonly Diagnostic[]> {
  const { output, folder } = await compile(modules);
  return parseDiagnostics(output, folder, cwd);
}

interface Diagnostic extends Problem {
  readonly file: string;
}

/** The ranges that hold what the compiler's parser says; they hold some more. */
const isSyntax = ({ code }: Diagnostic): boolean => /^types\.TS1([78]?\d{3})$/.test(code);

const withoutRepeated = (found: readonly Diagnostic[]): readonly Diagnostic[] => [
  ...new Map(found.map((one) => [`${one.where} ${one.code} ${one.message}`, one])).values(),
];

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

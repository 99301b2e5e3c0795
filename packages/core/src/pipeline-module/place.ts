import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { shown } from "./file.ts";

/** A place in a file, and the line there with a caret below it. */
export interface Place {
  readonly where: string;
  readonly excerpt: string | undefined;
}

const HEAD = /^(?:file:\/\/)?([^\n]+):(\d+)\n/;

/** What Node writes above a syntax error: the place, some lines, and carets below the one that is meant. */
export function syntaxPlace(stack: string): Place | undefined {
  const head = HEAD.exec(stack);
  if (head === null) return undefined;
  const path = shown(pathOf(stack.slice(0, head[0].lastIndexOf(":"))));
  const lines = stack.slice(head[0].length).split("\n");
  const carets = lines.findIndex((line) => /^\s*\^+\s*$/.test(line));
  if (carets < 1) return { where: `${path}:${head[2]}`, excerpt: undefined };
  const column = lines[carets]!.indexOf("^") + 1;
  return {
    where: `${path}:${head[2]}:${column}`,
    excerpt: `${lines[carets - 1]}\n${lines[carets]!.trimEnd()}`,
  };
}

const FRAME = /(?:\(|at (?:async )?)((?:file:\/\/)?\/?[^()\n]+?):(\d+):(\d+)\)?$/;

/** The innermost line of a stack that lies in a file of the author's: neither Node's, nor Waybill's, nor a package's. */
export function thrownAt(stack: string, isOurs: (path: string) => boolean): string | undefined {
  for (const line of stack.split("\n")) {
    const frame = FRAME.exec(line.trim());
    if (frame === null || frame[1]!.startsWith("node:")) continue;
    const path = pathOf(frame[1]!);
    if (!isOurs(path) && !/[\\/]node_modules[\\/]/.test(path))
      return `${shown(path)}:${frame[2]}:${frame[3]}`;
  }
  return undefined;
}

/** Where a file names what it imports; the file alone where it cannot be found. */
export function importedAt(path: string, specifier: string): string {
  const quoted = [`"${specifier}"`, `'${specifier}'`];
  const lines = readFileSync(path, "utf8").split("\n");
  const at = lines.findIndex((line) => quoted.some((text) => line.includes(text)));
  return at < 0 ? shown(path) : `${shown(path)}:${at + 1}`;
}

const pathOf = (url: string): string => (url.startsWith("file:") ? fileURLToPath(url) : url);

import { spawnSync } from "node:child_process";
import { dirname, isAbsolute, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { Usage, WaybillError } from "../errors.ts";
import { shown } from "./file.ts";
import { importedAt, syntaxPlace, thrownAt } from "./place.ts";
import { elsewhere } from "./waybill-error.ts";

const PACKAGES = fileURLToPath(new URL("../../..", import.meta.url));

/** Why a pipeline's file could not be imported, in words for its author. */
export function importFailure(thrown: unknown, file: string): WaybillError {
  if (!(thrown instanceof Error)) return failed(`it threw ${String(thrown)}`, shown(file), thrown);
  const stack = thrown.stack ?? "";
  if (thrown instanceof WaybillError) {
    const at = thrownAt(stack, isOurs);
    return at === undefined
      ? thrown
      : elsewhere(thrown, thrown.where === undefined ? at : `${at} (${thrown.where})`);
  }
  if (codeOf(thrown) === "ERR_MODULE_NOT_FOUND") return unresolved(thrown, file);
  if (codeOf(thrown) === "ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX") return unsupported(thrown, file);
  if (thrown instanceof SyntaxError) return malformed(thrown, file);
  return failed(`${thrown.name}: ${thrown.message}`, thrownAt(stack, isOurs) ?? shown(file), thrown);
}

const isOurs = (path: string): boolean => {
  const below = relative(PACKAGES, path);
  return !below.startsWith("..") && !isAbsolute(below);
};

const codeOf = (error: Error): unknown => ("code" in error ? error.code : undefined);

const failed = (what: string, where: string, cause: unknown): Usage =>
  new Usage("pipeline-file.failed", `the file could not be read to its end: ${what}`, {
    where,
    why: "what stands at the top level of a pipeline's file runs when the file is read",
    next: "correct it, and try again",
    cause,
  });

function malformed(error: SyntaxError, file: string): Usage {
  const place = syntaxPlace(error.stack ?? "") ?? syntaxPlace(checked(file));
  return new Usage("pipeline-file.syntax", error.message, {
    where: place?.where ?? shown(file),
    why: place?.excerpt,
    next: "correct the line, and try again",
    cause: error,
  });
}

/** Node tells the place of a syntax error in JavaScript on the terminal alone. */
function checked(file: string): string {
  return spawnSync(process.execPath, ["--check", file], { encoding: "utf8", timeout: 10_000 }).stderr ?? "";
}

function unsupported(error: Error, file: string): Usage {
  const place = syntaxPlace(error.stack ?? "");
  return new Usage("pipeline-file.unsupported-syntax", error.message, {
    where: place?.where ?? shown(file),
    why: [
      "Node runs TypeScript by leaving out the types, so what is more than a type cannot be used",
      place?.excerpt,
    ]
      .filter((part) => part !== undefined)
      .join("\n"),
    next: "write it in plain JavaScript: an object for an enum, fields in place of parameter properties",
    cause: error,
  });
}

const NOT_FOUND = /^Cannot find (package|module) '(.+?)' imported from (.+)$/;

function unresolved(error: Error, file: string): Usage {
  const [, kind, name, importer] = NOT_FOUND.exec(error.message.split("\n")[0] ?? "") ?? [];
  if (name === undefined || importer === undefined) return failed(error.message, shown(file), error);
  const isPackage = kind === "package";
  const specifier = isPackage ? name : `./${relative(dirname(importer), name)}`.replace("./..", "..");
  return new Usage("pipeline-file.import", `cannot find ${isPackage ? `the package ${name}` : shown(name)}`, {
    where: importedAt(importer, specifier),
    why: `${shown(importer)} imports it`,
    next: isPackage
      ? `npm install ${name}, in the folder of that file`
      : "correct the path; it ends in .ts or .js",
    cause: error,
  });
}

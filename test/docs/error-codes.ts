import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Literals in the code that look like error codes and are none. */
const NO_CODES = new Set([
  "csv.missing-file",
  "delay.between",
  "deliveries.taken-over",
  "metadata.type",
  "module.exports",
  "ops.flights",
  "schema.table",
  "waybill.pipeline",
  "warehouse.duckdb",
]);
const FILE = /\.(?:csv|duckdb|exe|js|json|ndjson|new|parquet|sqlite|ts|txt)$/;

/** What the templates of the code that make up codes come to. */
const TEMPLATES: Readonly<Record<string, readonly string[]>> = {
  "${area}.unavailable": [
    "bus.unavailable",
    "lineage.unavailable",
    "state.unavailable",
    "object.unavailable",
  ],
  "${area}.no-space": ["state.no-space", "object.no-space"],
  "${area}.no-permission": ["state.no-permission", "object.no-permission"],
  "${area}.read-only": ["state.read-only", "object.read-only"],
  "tolerance.${what}": ["tolerance.quarantined", "tolerance.rejected"],
  // Its words stand beside it: see `SCANNER`.
  "command-line.${code}": [],
  // A column in SQL.
  "present.${column}": [],
  // The compiler's own codes.
  "types.${code}": [],
};

const WORDS = "[a-z]+(?:-[a-z]+)*";
const LITERAL = new RegExp(`(["'\`])(${WORDS}\\.${WORDS})\\1`, "g");
const PLAIN_SCRIPT = new RegExp(`error (${WORDS}\\.${WORDS}):`, "g");
const TEMPLATE = new RegExp(`\`(\\$\\{[a-z]+\\}\\.${WORDS}|${WORDS}\\.\\$\\{[a-z]+\\})\``, "g");
const THROWN = new RegExp(`new (Usage|Permanent|Transient|DataQuality)\\(\\s*"(${WORDS}\\.${WORDS})"`, "g");
/** What the file that says `command-line.${code}` makes of it. */
const SCANNER = /\bcode: "([a-z-]+)"/g;
const CLASSES: Readonly<Record<string, string>> = {
  Usage: "usage",
  Permanent: "permanent",
  Transient: "transient",
  DataQuality: "data-quality",
};

export interface CodesInCode {
  readonly codes: ReadonlySet<string>;
  /** The classes that a code is thrown with, where that is plain to see. */
  readonly classes: ReadonlyMap<string, ReadonlySet<string>>;
  readonly unknownTemplates: readonly string[];
}

export function codesInCode(root: string): CodesInCode {
  const codes = new Set<string>(["unexpected"]);
  const classes = new Map<string, Set<string>>();
  const unknownTemplates: string[] = [];
  for (const source of sourcesBelow(join(root, "packages"))) {
    for (const [, , code = ""] of source.matchAll(LITERAL)) {
      if (!NO_CODES.has(code) && !FILE.test(code)) codes.add(code);
    }
    for (const [, code = ""] of source.matchAll(PLAIN_SCRIPT)) codes.add(code);
    for (const [, template = ""] of source.matchAll(TEMPLATE)) {
      for (const code of TEMPLATES[template] ?? []) codes.add(code);
      if (template.startsWith("command-line.")) {
        for (const [, word = ""] of source.matchAll(SCANNER)) codes.add(`command-line.${word}`);
      }
      const isKnown = template in TEMPLATES || isFileOrColumn(template);
      if (!isKnown) unknownTemplates.push(template);
    }
    for (const [, name = "", code = ""] of source.matchAll(THROWN)) {
      classes.set(code, new Set([...(classes.get(code) ?? []), CLASSES[name] ?? name]));
    }
  }
  return { codes, classes, unknownTemplates };
}

const isFileOrColumn = (template: string): boolean => FILE.test(template) || template.endsWith(".rowid");

/** The code that ships, without comments. */
function sourcesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory())
      return ["node_modules", "testing", "schemas"].includes(entry.name) ? [] : sourcesBelow(path);
    const ships = /\.(?:ts|mjs)$/.test(entry.name) && !/(?:\.test|^testing)\.ts$/.test(entry.name);
    return ships ? [readFileSync(path, "utf8").replace(/^\s*(?:\/\/|\/?\*).*$/gm, "")] : [];
  });
}

export interface DocumentedCode {
  readonly code: string;
  /** Empty for the codes of rejected rows. */
  readonly classes: readonly string[];
}

/** The rows of the tables: a code in the first column, and a class in the second where there are more than two. */
export const documentedCodes = (guide: string): readonly DocumentedCode[] =>
  [...guide.matchAll(/^\| `([^`]+)` *\| (.+) \|$/gm)].flatMap(([, code = "", rest = ""]) => {
    const [first = "", ...more] = rest.split(" | ").map((cell) => cell.trim());
    const isCode = code.includes(".") || code === "unexpected";
    return isCode ? [{ code, classes: more.length > 0 ? first.split(", ") : [] }] : [];
  });

import { Usage } from "../../errors.ts";
import type { CsvFormat, FileFormat } from "../source.ts";
import type { DataType } from "./data-type.ts";

/** How files are written, where an author says so. What is not said is found out from the beginning of a file. */
export interface FormatOptions {
  readonly format?: DataType;
  /** CSV: one ASCII character between two fields. */
  readonly delimiter?: string;
  /** CSV: empty for none. */
  readonly quote?: string;
  /** CSV: what makes a quote within quotes a character of the text; the quote itself, or a backslash. */
  readonly escape?: string;
  /** CSV: the first row holds the names. Without it columns go by position. */
  readonly header?: boolean;
  /** CSV: `latin-1` is read as Windows-1252. */
  readonly encoding?: CsvFormat["encoding"];
  /** CSV: texts without quotes that mean NULL; the empty one where nothing is said. */
  readonly nulls?: readonly string[];
  /** CSV: lines that begin with this character are no rows. */
  readonly comment?: string;
  /** CSV: lines before the header that are no rows. */
  readonly skip?: number;
  /** CSV: `%d.%m.%Y`; the year first where nothing is said. */
  readonly dateFormat?: string;
  readonly timestampFormat?: string;
  readonly decimalSeparator?: "." | ",";
}

const CHARACTERS = ["delimiter", "quote", "escape", "comment"] as const;

/** Throws `Usage` `file.format` where a setting can be of no file. */
export function checkFormat(options: FormatOptions): void {
  for (const name of CHARACTERS) {
    const value = options[name];
    if (value === undefined || (value === "" && name !== "delimiter")) continue;
    if (!/^[\0-\x7f]$/.test(value) || value === "\n" || value === "\r") {
      throw wrong(name, value, "it has to be one ASCII character, and no line end");
    }
  }
  const { skip = 0, delimiter, quote } = options;
  if (!Number.isSafeInteger(skip) || skip < 0) throw wrong("skip", skip, "it has to be a number of lines");
  if (delimiter !== undefined && delimiter === quote)
    throw wrong("quote", quote, "the delimiter is the same");
}

const wrong = (name: string, value: unknown, why: string): Usage =>
  new Usage("file.format", `files() cannot take ${name}: ${JSON.stringify(value)}`, {
    where: `files(…, { ${name} })`,
    why,
    next: "leave it out, and it is found out from the beginning of the first file",
  });

/** What the author said, in the words of the engine. */
export function givenFormat(type: DataType, options: FormatOptions): Partial<FileFormat> {
  if (type === "ndjson" || type === "json" || type === "parquet") return { type };
  const { format: _, ...given } = options;
  return { type: "csv", ...(type === "tsv" && { delimiter: "\t" }), ...given };
}

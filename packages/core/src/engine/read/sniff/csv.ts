import { withoutLines } from "../../../sources/file/csv-header.ts";
import { csvRows, type Dialect, type TextField } from "../../../sources/file/csv-text.ts";
import { decoderFor, encodingOf } from "../../../sources/file/encoding.ts";
import type { CsvFormat, FileFormat } from "../../../sources/source.ts";
import { looksLikeHeader } from "./header.ts";

const DELIMITERS = [",", ";", "\t", "|"] as const;
const QUOTES = ['"', "'"] as const;
/** Rows that are compared. */
const COMPARED = 1000;

/** The dialect of the beginning of a CSV file. What is given is not asked about. */
export function sniffCsv(head: Buffer, whole: boolean, given: Partial<FileFormat>): CsvFormat {
  const said = given as Partial<CsvFormat>;
  const encoding = said.encoding ?? encodingOf(head);
  const content = decoderFor(encoding, head).decode(head);
  const body = withoutLines(content, said.skip ?? 0, said.comment ?? "");
  const { dialect, rows } = bestDialect(body, whole, said);
  const header = said.header ?? looksLikeHeader(rows);
  return {
    type: "csv",
    ...dialect,
    header,
    names: header && rows[0] ? rows[0].map(({ text }) => text) : null,
    encoding,
    nulls: said.nulls ?? [""],
    comment: said.comment ?? "",
    skip: said.skip ?? 0,
    dateFormat: said.dateFormat ?? null,
    timestampFormat: said.timestampFormat ?? null,
    decimalSeparator: said.decimalSeparator ?? decimalSeparatorIn(rows, dialect.delimiter),
    compression: "none",
  };
}

interface Parsed {
  readonly dialect: Dialect;
  readonly rows: readonly TextField[][];
}

/** The first of those that split the most rows into the same number of fields. */
function bestDialect(body: string, whole: boolean, said: Partial<CsvFormat>): Parsed {
  const candidates: Parsed[] = [];
  for (const quote of said.quote === undefined ? QUOTES : [said.quote]) {
    for (const delimiter of said.delimiter === undefined ? DELIMITERS : [said.delimiter]) {
      const mark = said.escape ?? (body.includes(`\\${quote}`) && quote !== "" ? "\\" : quote);
      const dialect = { delimiter, quote, escape: mark };
      candidates.push({ dialect, rows: csvRows(body, dialect, { whole, limit: COMPARED }) });
    }
  }
  return candidates.reduce((best, next) => (score(next) > score(best) ? next : best));
}

/** Between 0 and 2 rises with how alike the rows are; a delimiter that splits nothing says nothing. */
function score({ dialect, rows }: Parsed): number {
  const widths = new Map<number, number>();
  for (const { length } of rows) widths.set(length, (widths.get(length) ?? 0) + 1);
  const [width, count] = [...widths].reduce((a, b) => (b[1] > a[1] ? b : a), [0, 0]);
  if (width < 2) return 0;
  const fields = rows.flat();
  const doubts = dialect.quote === "'" ? apostropheDoubt(fields) : 0;
  return count / rows.length + Math.min(width, 100) / 1000 - strayShare(fields, dialect.quote) - doubts;
}

/** A quote in the middle of a field was meant to open one. */
const strayShare = (fields: readonly TextField[], quote: string): number =>
  quote === "" ? 0 : share(fields, ({ quoted, text }) => !quoted && text.includes(quote));

/** An apostrophe quotes only where it does so often, and within one line: `'tis` opens nothing. */
function apostropheDoubt(fields: readonly TextField[]): number {
  const quoted = share(fields, ({ quoted, text }) => quoted && !text.includes("\n"));
  return quoted < 0.1 || fields.some(({ quoted, text }) => quoted && text.includes("\n")) ? 0.5 : 0;
}

const share = (fields: readonly TextField[], test: (field: TextField) => boolean): number =>
  fields.filter(test).length / Math.max(fields.length, 1);

/** A comma only where it divides nothing else, and no number has a point. */
function decimalSeparatorIn(rows: readonly TextField[][], delimiter: string): "." | "," {
  if (delimiter === ",") return ".";
  const texts = rows.flat().map(({ text }) => text);
  const commas = texts.filter((text) => /^[+-]?\d+,\d+$/.test(text)).length;
  return commas > 0 && !texts.some((text) => /^[+-]?\d+\.\d+$/.test(text)) ? "," : ".";
}

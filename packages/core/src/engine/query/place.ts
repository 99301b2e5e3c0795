/** Where in an author's SQL something is wrong. */
export interface Place {
  /** Counted from 1. */
  readonly line: number;
  /** In characters, counted from 1. */
  readonly column: number;
  /** That line, and a caret below the character. */
  readonly excerpt: string;
}

/** The engine counts code points where it cannot parse, and bytes of UTF-8 everywhere else. */
export type Offset = { readonly bytes: number } | { readonly characters: number };

export function placeAt(sql: string, offset: Offset): Place {
  const before = textBefore(sql, offset);
  const lines = before.split("\n");
  const line = sql.split("\n")[lines.length - 1] ?? "";
  const column = [...(lines.at(-1) ?? "")].length + 1;
  return { line: lines.length, column, excerpt: excerpt(line.replaceAll("\r", ""), column) };
}

function textBefore(sql: string, offset: Offset): string {
  if ("characters" in offset) return [...sql].slice(0, offset.characters).join("");
  return Buffer.from(sql).subarray(0, offset.bytes).toString();
}

/** Characters of a line that are shown on each side of the place. */
const AROUND = 60;

function excerpt(line: string, column: number): string {
  const characters = [...line.replaceAll("\t", " ")];
  const from = Math.max(0, column - 1 - AROUND);
  const shown = characters.slice(from, column - 1 + AROUND);
  const before = from > 0 ? "…" : "";
  const after = from + shown.length < characters.length ? "…" : "";
  return `${before}${shown.join("")}${after}\n${" ".repeat(before.length + column - 1 - from)}^`;
}

export const describePlace = ({ line, column, excerpt }: Place): string =>
  `line ${line}, column ${column}\n${excerpt}`;

/** What splits a text into rows and fields. */
export interface Dialect {
  readonly delimiter: string;
  readonly quote: string;
  readonly escape: string;
}

export interface TextField {
  readonly text: string;
  readonly quoted: boolean;
}

/**
 * The rows of the beginning of a file, for sniffing and headers: all in memory. A row that the text may cut off is
 * left out unless the text is `whole`. Blank lines are no rows.
 */
export function csvRows(
  content: string,
  { delimiter, quote, escape: mark }: Dialect,
  { whole, limit = Number.POSITIVE_INFINITY }: { whole: boolean; limit?: number },
): TextField[][] {
  const rows: TextField[][] = [];
  let row: TextField[] = [];
  let i = 0;
  while (i < content.length && rows.length < limit) {
    const { field, end } = fieldAt(i);
    row.push(field);
    i = end;
    if (content.startsWith(delimiter, i) && delimiter !== "") {
      i += delimiter.length;
      if (i < content.length) continue;
      row.push({ text: "", quoted: false });
    }
    if (i >= content.length && !whole) break;
    if (content[i] === "\r" && content[i + 1] === "\n") i++;
    i++;
    if (row.length > 1 || row[0]?.text !== "" || row[0].quoted) rows.push(row);
    row = [];
  }
  return rows;

  function fieldAt(start: number): { field: TextField; end: number } {
    let from = start;
    while (content[from] === " ") from++;
    return quote !== "" && content.startsWith(quote, from) ? quotedAt(from + quote.length) : plainAt(start);
  }

  function plainAt(start: number): { field: TextField; end: number } {
    let end = start;
    while (end < content.length && !isLineEnd(content[end]) && !content.startsWith(delimiter, end)) end++;
    return { field: { text: content.slice(start, end), quoted: false }, end };
  }

  function quotedAt(start: number): { field: TextField; end: number } {
    let text = "";
    let end = start;
    for (; end < content.length; end++) {
      const char = content[end]!;
      const escapes =
        char === mark && (content[end + 1] === quote || (mark !== quote && content[end + 1] === mark));
      if (!escapes && char === quote) break;
      if (escapes) end++;
      text += content[end] ?? "";
    }
    const rest = plainAt(end + 1);
    return { field: { text: text + rest.field.text.trimEnd(), quoted: true }, end: rest.end };
  }
}

const isLineEnd = (char: string | undefined): boolean => char === "\n" || char === "\r";

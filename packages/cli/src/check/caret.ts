const MAX_WIDTH = 100;

/** The line of the query that `where` names (`line 2, column 8`) with a mark below the column; null where it names none. */
export function caret(query: string, where: string): readonly [string, string] | null {
  const [, line, column] = /\bline (\d+)(?:, column |:)(\d+)/i.exec(where) ?? [];
  const text = query.split(/\r?\n/)[Number(line) - 1];
  if (text === undefined) return null;
  const at = Math.min(Number(column) - 1, text.length);
  const start = Math.max(0, Math.min(at - MAX_WIDTH / 2, text.length - MAX_WIDTH));
  const shown = text.slice(start, start + MAX_WIDTH).replaceAll("\t", " ");
  return [shown, `${" ".repeat(at - start)}^`];
}

import { parseExact } from "../json/exact-json.ts";

/** The objects at the beginning of a JSON file; a last one that is cut off is left out. */
export function jsonRows(
  content: string,
  isList: boolean,
  whole: boolean,
): { rows: Record<string, unknown>[]; bad: number } {
  const texts = isList ? elements(content) : lines(content, whole);
  const rows: Record<string, unknown>[] = [];
  let bad = 0;
  for (const text of texts) {
    const row = object(text);
    if (row) rows.push(row);
    else bad++;
  }
  return { rows, bad };
}

function lines(content: string, whole: boolean): string[] {
  const all = content.split("\n");
  return (whole ? all : all.slice(0, -1)).filter((line) => line.trim() !== "");
}

/** Objects of a list, by their brackets. */
function elements(content: string): string[] {
  const found: string[] = [];
  let depth = 0;
  let from = 0;
  for (const { 0: token, index } of content.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\]]/gs)) {
    if (token === "{" || token === "[") {
      if (depth === 1) from = index;
      depth++;
    } else if (token === "}" || token === "]") {
      depth--;
      if (depth === 1) found.push(content.slice(from, index + 1));
    }
  }
  return found;
}

function object(text: string): Record<string, unknown> | null {
  try {
    const value = parseExact(text);
    const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
    return isObject ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

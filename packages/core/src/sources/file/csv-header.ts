import type { CsvFormat } from "../source.ts";
import { type Content, headOf } from "./bytes.ts";
import { csvRows } from "./csv-text.ts";
import { decoderFor } from "./encoding.ts";

/** Bytes in which a header is looked for: in the first ones, then in more. */
const HEADERS = [1 << 16, 1 << 20];

/** The names in a file's header, in order; null where the file is empty. */
export async function headerOf(content: Content, format: CsvFormat): Promise<readonly string[] | null> {
  for (const bytes of HEADERS) {
    const head = await headOf(content, bytes);
    const whole = head.whole || bytes === HEADERS.at(-1);
    const text = decoderFor(format.encoding, head.bytes).decode(head.bytes);
    const body = withoutLines(text, format.skip, format.comment);
    const [row] = csvRows(body, format, { whole, limit: 1 });
    if (row || whole) return row?.map(({ text }) => text) ?? null;
  }
  return null;
}

/** The text after so many lines, and after the comments and blank lines that follow them. */
export function withoutLines(text: string, skip: number, comment: string): string {
  let at = 0;
  const isNoRow = () => (comment !== "" && text.startsWith(comment, at)) || isLineEnd(text[at]);
  for (let line = 0; line < skip || isNoRow(); line++) {
    const end = lineEnd(text, at);
    if (end < 0) return "";
    at = end;
  }
  return text.slice(at);
}

const isLineEnd = (char: string | undefined): boolean => char === "\n" || char === "\r";

function lineEnd(text: string, from: number): number {
  const feed = text.indexOf("\n", from);
  if (feed >= 0) return feed + 1;
  const carriage = text.indexOf("\r", from);
  return carriage < 0 ? -1 : carriage + 1;
}

import { createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { Permanent } from "../../../errors.ts";
import { contentOf } from "../../../sources/file/bytes.ts";

const QUOTE = 34;
const BACKSLASH = 92;
const COMMA = 44;
const isBlank = (c: number): boolean => c === 32 || c === 9 || c === 10 || c === 13;

/** Writes the elements of a JSON list one a line, in constant memory. `path` is in UTF-8 and not packed. */
export async function elementsToLines(
  path: string,
  target: string,
  { file, signal }: { file: string; signal: AbortSignal },
): Promise<void> {
  const content: AsyncIterable<Buffer> = await contentOf(path);
  await pipeline(content, (parts) => elements(parts, file), createWriteStream(target), { signal });
}

type Place = "before" | "between" | "inside" | "after";

/** Line ends inside an element become blanks: JSON has none within a string. */
async function* elements(parts: AsyncIterable<Buffer>, file: string): AsyncGenerator<Buffer> {
  let place: Place = "before";
  let depth = 0;
  let inString = false;
  let escaped = false;
  for await (const part of parts) {
    const out = Buffer.allocUnsafe(part.length * 2);
    let length = 0;
    for (const c of part) {
      if (place === "inside") {
        if (inString) {
          if (escaped) escaped = false;
          else if (c === BACKSLASH) escaped = true;
          else if (c === QUOTE) inString = false;
        } else if (c === QUOTE) {
          inString = true;
        } else if (c === 123 || c === 91) {
          depth++;
        } else if (depth === 0 && (c === COMMA || c === 93)) {
          place = c === COMMA ? "between" : "after";
          out[length++] = 10;
          continue;
        } else if (c === 125 || c === 93) {
          depth--;
        }
        out[length++] = c === 10 || c === 13 ? 32 : c;
      } else if (!isBlank(c)) {
        if (place === "after" || (place === "before" && c !== 91)) throw noList(file, place, c);
        if (place === "before") {
          place = "between";
        } else if (c === 93) {
          place = "after";
        } else {
          place = "inside";
          depth = c === 123 || c === 91 ? 1 : 0;
          inString = c === QUOTE;
          out[length++] = c;
        }
      }
    }
    if (length > 0) yield out.subarray(0, length);
  }
  if (place === "inside" || place === "between") throw cutOff(file);
}

const noList = (file: string, place: Place, byte: number): Permanent =>
  new Permanent("json.not-a-list", `the file is not one JSON list: ${file}`, {
    where: file,
    why:
      place === "before"
        ? `it begins with ${JSON.stringify(String.fromCharCode(byte))}`
        : `${JSON.stringify(String.fromCharCode(byte))} follows the end of the list`,
    next: 'a file with one object on each line is read with format: "ndjson"',
  });

const cutOff = (file: string): Permanent =>
  new Permanent("file.damaged", `the file is damaged: ${file}`, {
    where: file,
    why: "the JSON list has no end: a bracket or a quote is missing, or the file was cut off",
    next: "get the file anew from where it came, then retry the run",
  });

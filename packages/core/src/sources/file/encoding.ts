import { isUtf8 } from "node:buffer";
import { TextDecoder } from "node:util";

export type Encoding = "utf-8" | "latin-1" | "utf-16";

const UTF8_BOM = Buffer.from([0xef, 0xbb, 0xbf]);

/** Bytes of the mark that a UTF-8 file may begin with. */
export const bomLength = (start: Buffer): number =>
  start.subarray(0, UTF8_BOM.length).equals(UTF8_BOM) ? UTF8_BOM.length : 0;

/** How the beginning of a file is written. Where it cannot be UTF-8, every byte is one character. */
export function encodingOf(head: Buffer): Encoding {
  if (byteOrder(head) !== null) return "utf-16";
  return isUtf8(withoutTornCharacter(head)) ? "utf-8" : "latin-1";
}

/** A decoder for the encoding. Latin-1 is read as Windows-1252, which only adds to it. */
export function decoderFor(encoding: Encoding, head: Buffer): TextDecoder {
  if (encoding === "utf-16") return new TextDecoder(byteOrder(head) ?? "utf-16le");
  return new TextDecoder(encoding === "latin-1" ? "windows-1252" : "utf-8");
}

/** By its mark, or by the zeros that stand beside every ASCII character. */
function byteOrder(head: Buffer): "utf-16le" | "utf-16be" | null {
  if (head[0] === 0xff && head[1] === 0xfe) return "utf-16le";
  if (head[0] === 0xfe && head[1] === 0xff) return "utf-16be";
  const pairs = Math.min(head.length, 4096) >> 1;
  let even = 0;
  let odd = 0;
  for (let i = 0; i < pairs * 2; i += 2) {
    if (head[i] === 0) even++;
    if (head[i + 1] === 0) odd++;
  }
  if (pairs > 0 && odd > pairs * 0.4 && even < pairs * 0.1) return "utf-16le";
  return pairs > 0 && even > pairs * 0.4 && odd < pairs * 0.1 ? "utf-16be" : null;
}

/** A sample may end in the middle of a character, which has up to four bytes. */
function withoutTornCharacter(head: Buffer): Buffer {
  for (let back = 1; back <= Math.min(3, head.length); back++) {
    const byte = head[head.length - back]!;
    if (byte >= 0xc0) return head.subarray(0, head.length - back);
    if (byte < 0x80) return head;
  }
  return head;
}

import type { FileReading, FileSlice, Work, WorkInput } from "../source.ts";
import type { FoundFile } from "./find.ts";
import { schemeOf } from "./place.ts";

/** A file, or a part of one, that is read by itself. */
export interface Piece {
  readonly file: FoundFile;
  readonly slice: FileSlice;
  readonly bytes: number;
}

/** Parts of large files stay alone; small files come together until they have the target's bytes. */
export function groupPieces(pieces: readonly Piece[], targetBytes: number): Piece[][] {
  const groups: Piece[][] = [];
  let open: Piece[] | null = null;
  let bytes = 0;
  for (const piece of pieces) {
    if (piece.slice.range) {
      groups.push([piece]);
      continue;
    }
    if (open === null || bytes + piece.bytes > targetBytes) {
      open = [];
      bytes = 0;
      groups.push(open);
    }
    open.push(piece);
    bytes += piece.bytes;
  }
  return groups;
}

export function workOf(pieces: readonly Piece[], format: FileReading["format"]): Work {
  const detail: FileReading = { kind: "files", format, slices: pieces.map(({ slice }) => slice) };
  return { describe: describe(pieces), inputs: pieces.map(inputOf), detail };
}

function describe(pieces: readonly Piece[]): string {
  const [first] = pieces;
  const last = pieces.at(-1);
  if (!first || !last) return "no files";
  if (pieces.length > 1) return `${pieces.length} files, ${first.file.shown} to ${last.file.shown}`;
  const part = partOf(first.slice);
  return part === null ? first.file.shown : `${first.file.shown} ${part}`;
}

function inputOf({ file, slice, bytes }: Piece): WorkInput {
  const part = partOf(slice);
  const uri = schemeOf(file.shown) === null ? `file:${file.shown}` : file.shown;
  return { uri, bytes, version: file.version, ...(part !== null && { part }) };
}

const partOf = ({ range }: FileSlice): string | null =>
  range === undefined ? null : `${range.unit} ${range.from}-${range.to}`;

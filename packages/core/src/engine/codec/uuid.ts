import { type Codec, storeEach } from "./codec.ts";
import { copyIn, copyOut, isNull, validityOf } from "./vector.ts";

const BYTES = 16;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * Between the order that people write and the engine's: it holds a UUID as a signed integer of 128 bits, low byte
 * first, with the highest bit turned over so that the order of the integers is the order of the texts.
 */
function turn(uuids: Buffer): void {
  for (let first = 0; first < uuids.length; first += BYTES) {
    for (let at = first, opposite = first + BYTES - 1; at < opposite; at++, opposite--) {
      const byte = uuids[at] ?? 0;
      uuids[at] = uuids[opposite] ?? 0;
      uuids[opposite] = byte;
    }
  }
}

/** `topByte`: where a UUID's highest byte lies within its 16. */
function flipTopBits(uuids: Buffer, topByte: number): void {
  for (let at = topByte; at < uuids.length; at += BYTES) uuids[at] = (uuids[at] ?? 0) ^ 0x80;
}

const dashed = (hex: string, at: number): string =>
  `${hex.slice(at, at + 8)}-${hex.slice(at + 8, at + 12)}-${hex.slice(at + 12, at + 16)}-${hex.slice(at + 16, at + 20)}-${hex.slice(at + 20, at + 32)}`;

export const uuid: Codec = {
  expected: 'a UUID such as "01890a5d-ac96-774b-bcce-b302099a8057"',
  read(vector, n) {
    const uuids = Buffer.from(copyOut(vector, n * BYTES));
    turn(uuids);
    flipTopBits(uuids, 0);
    const hex = uuids.toString("hex");
    const validity = validityOf(vector, n);
    return Array.from({ length: n }, (_, row) =>
      isNull(validity, row) ? null : dashed(hex, row * BYTES * 2),
    );
  },
  write(vector, values, n, refuse) {
    const uuids = Buffer.from(new ArrayBuffer(n * BYTES));
    const nulls = storeEach(
      values,
      n,
      refuse,
      (value) => (typeof value === "string" && UUID.test(value) ? value : undefined),
      (row, value) => uuids.write(value.replaceAll("-", ""), row * BYTES, "hex"),
    );
    turn(uuids);
    flipTopBits(uuids, BYTES - 1);
    copyIn(vector, uuids);
    nulls.writeTo(vector);
  },
};

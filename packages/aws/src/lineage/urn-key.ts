import { createHash } from "node:crypto";

/** Bytes that a partition key may have are 2,048, what stands before the urn included. */
const KEY_BYTES = 2_000;

/** The urn as it is written in a key: itself, or where it is too long for one, its digest. */
export function urnKey(urn: string): string {
  if (Buffer.byteLength(urn) <= KEY_BYTES) return urn;
  return `sha256:${createHash("sha256").update(urn).digest("hex")}`;
}

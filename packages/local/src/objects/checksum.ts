import { createHash } from "node:crypto";
import { open } from "node:fs/promises";

/** `sha256:` and 64 hexadecimal digits. */
export const checksumOf = (content: Uint8Array): string =>
  `sha256:${createHash("sha256").update(content).digest("hex")}`;

/** Bytes read at a time: all the memory that it takes, however large the file. */
const CHUNK = 1 << 20;

export async function checksumOfFile(
  path: string,
): Promise<{ readonly bytes: number; readonly checksum: string }> {
  await using file = await open(path, "r");
  const hash = createHash("sha256");
  const buffer = Buffer.allocUnsafe(CHUNK);
  let bytes = 0;
  for (;;) {
    const { bytesRead } = await file.read(buffer, 0, CHUNK);
    if (bytesRead === 0) return { bytes, checksum: `sha256:${hash.digest("hex")}` };
    hash.update(buffer.subarray(0, bytesRead));
    bytes += bytesRead;
  }
}

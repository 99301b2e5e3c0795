import crypto from "node:crypto";

/** SST ends names with letters that come from chance: eight bytes of it are always the same here. */
export function pinNames(): void {
  const { randomBytes } = crypto;
  const pinned = (size: number, done?: (error: Error | null, bytes: Buffer) => void): Buffer | undefined => {
    if (done) return void randomBytes(size, done);
    return size === 8 ? Buffer.alloc(8) : randomBytes(size);
  };
  Object.assign(crypto, { randomBytes: pinned });
}

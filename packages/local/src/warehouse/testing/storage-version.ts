const HEADER_BYTES = 4096;
/** Where the header has its version: after the checksum and the letters `DUCK`. */
const VERSION_AT = 12;

/** The same DuckDB file as if a version of the engine had written it that uses another storage version. */
export function ofStorageVersion(file: Buffer, version: bigint): Buffer {
  const changed = Buffer.from(file);
  changed.writeBigUInt64LE(version, VERSION_AT);
  changed.writeBigUInt64LE(checksum(changed.subarray(8, HEADER_BYTES)), 0);
  return changed;
}

// The engine's own: every eight bytes multiplied, and all of them added without carry.
function checksum(bytes: Buffer): bigint {
  let sum = 5381n;
  for (let at = 0; at < bytes.length; at += 8) {
    sum ^= BigInt.asUintN(64, bytes.readBigUInt64LE(at) * 0xbf58476d1ce4e5b9n);
  }
  return sum;
}

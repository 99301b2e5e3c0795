import { createHash, type Hash } from "node:crypto";

/** Digests of a content that comes in pieces: of all of it, and as S3 makes it of an object of several parts. */
export class PartDigest {
  readonly #whole = createHash("sha256");
  readonly #partBytes: number;
  readonly #parts: Buffer[] = [];
  #part: Hash = createHash("sha256");
  #inPart = 0;
  bytes = 0;

  constructor(partBytes: number) {
    this.#partBytes = partBytes;
  }

  update(piece: Buffer): void {
    this.#whole.update(piece);
    this.bytes += piece.length;
    for (let from = 0; from < piece.length; ) {
      if (this.#inPart === this.#partBytes) this.#endPart();
      const rest = piece.subarray(from, from + this.#partBytes - this.#inPart);
      this.#part.update(rest);
      this.#inPart += rest.length;
      from += rest.length;
    }
  }

  /** `sha256:` and hexadecimal digits; and S3's: a digest of the parts' digests, with their number. Call it once. */
  end(): { readonly checksum: string; readonly s3Checksum: string } {
    this.#endPart();
    const ofParts = createHash("sha256").update(Buffer.concat(this.#parts)).digest("base64");
    return {
      checksum: `sha256:${this.#whole.digest("hex")}`,
      s3Checksum: `${ofParts}-${this.#parts.length}`,
    };
  }

  #endPart(): void {
    this.#parts.push(this.#part.digest());
    this.#part = createHash("sha256");
    this.#inPart = 0;
  }
}

/** The same of a content that is one part. */
export function digestOf(content: Uint8Array): { readonly checksum: string; readonly s3Checksum: string } {
  const digest = createHash("sha256").update(content).digest();
  return { checksum: `sha256:${digest.toString("hex")}`, s3Checksum: digest.toString("base64") };
}

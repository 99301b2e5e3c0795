import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { digestOf, PartDigest } from "./digest.ts";

const sha256 = (content: Uint8Array) => createHash("sha256").update(content).digest();

test("in whatever pieces a content comes, its digests are those of the content and of its parts", () => {
  fc.assert(
    fc.property(
      fc.array(fc.uint8Array({ minLength: 1, maxLength: 20 }), { minLength: 1, maxLength: 8 }),
      fc.integer({ min: 1, max: 30 }),
      (pieces, partBytes) => {
        const digest = new PartDigest(partBytes);
        for (const piece of pieces) digest.update(Buffer.from(piece));
        const content = Buffer.concat(pieces);
        const parts = Array.from({ length: Math.ceil(content.length / partBytes) }, (_, i) =>
          sha256(content.subarray(i * partBytes, (i + 1) * partBytes)),
        );
        expect(digest.bytes).toBe(content.length);
        expect(digest.end()).toEqual({
          checksum: `sha256:${sha256(content).toString("hex")}`,
          s3Checksum: `${sha256(Buffer.concat(parts)).toString("base64")}-${parts.length}`,
        });
      },
    ),
  );
});

test("of one part S3's digest is that of the content", () => {
  expect(digestOf(Buffer.from("abc"))).toEqual({
    checksum: "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    s3Checksum: "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=",
  });
});

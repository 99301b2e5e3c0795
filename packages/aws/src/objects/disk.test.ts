import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import { hasCode, onDisk } from "./disk.ts";
import { s3Client } from "./s3/client.ts";
import { saveRange } from "./s3/save.ts";
import { BUCKET, workplace } from "./testing/endpoint.ts";

// Linux has a file that is always full.
test.skipIf(!existsSync("/dev/full"))(
  "a full disk is told with the size, what is free, and what to raise",
  async () => {
    await using place = await workplace();
    const { etag } = place.server.buckets.put(BUCKET, "a", Buffer.alloc(3_000_000));
    const client = s3Client(place.settings, { answerMs: 1000, stallMs: 1000 });
    const object = { bucket: BUCKET, key: "a", etag };
    const saving = saveRange(
      object,
      { from: 0, to: 3_000_000 },
      "/dev/full",
      { client, stallMs: 1000 },
      { partBytes: 1_000_000, atOnce: 3 },
    );
    await expect(saving).rejects.toMatchObject({
      class: "permanent",
      code: "object.no-space",
      where: "/dev/full",
      why: expect.stringMatching(/^the file has 3 MB; \d+ MB are free in \/dev$/),
      next: expect.stringContaining("10,240 MB"),
    });
    client.destroy();
  },
);

const failing = (code: string) => () =>
  Promise.reject(Object.assign(new Error(`${code}: as the system says`), { code }));

test.each([
  ["EDQUOT", "permanent", "object.no-space"],
  ["EROFS", "permanent", "object.no-permission"],
  ["EACCES", "permanent", "object.no-permission"],
  ["EMFILE", "transient", "object.unavailable"],
])("%s is %s, %s", async (code, kind, expected) => {
  await expect(onDisk({ doing: "write a copy", path: "/nowhere/a" }, failing(code))).rejects.toMatchObject({
    class: kind,
    code: expected,
    where: "/nowhere/a",
    message: expect.stringContaining("write a copy"),
  });
});

test("what is no refusal of the disk stays what it is", async () => {
  const mistake = new TypeError("a mistake");
  await expect(onDisk({ doing: "write", path: "/a" }, () => Promise.reject(mistake))).rejects.toBe(mistake);
  expect(hasCode(mistake, "ENOENT")).toBe(false);
});

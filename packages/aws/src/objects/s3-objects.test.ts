import { createHash, randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { objectsSuite } from "@waybill/core/testing";
import { deterministicUlid } from "@waybill/events";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type S3ObjectsOptions, s3Objects } from "./s3-objects.ts";
import {
  BUCKET,
  ownPrefix,
  s3ForSuite,
  temporaryFolder,
  type Workplace,
  workplace,
} from "./testing/endpoint.ts";

const RUN = deterministicUlid(Date.UTC(2024, 0, 31), "flights");
const KEY = `${RUN}/flights/0/extract/a/rows.parquet`;
const IN_BUCKET = `staging/dt=2024-01-31/${KEY}`;
const bytes = (text: string) => new TextEncoder().encode(text);
const checksumOf = (content: Uint8Array) => `sha256:${createHash("sha256").update(content).digest("hex")}`;

describe("s3Objects", () => {
  let s3: Awaited<ReturnType<typeof s3ForSuite>>;
  beforeAll(async () => {
    s3 = await s3ForSuite();
  });
  afterAll(() => s3.close());

  objectsSuite(async () => {
    const folder = await temporaryFolder();
    const objects = s3Objects({
      settings: s3.settings,
      bucket: BUCKET,
      prefix: ownPrefix(),
      workFolder: folder,
    });
    return {
      objects,
      write: (path, content) => writeFile(path, content, { flag: "wx" }),
      read: (path) => readFile(path),
      async close() {
        await objects.delete((await objects.list("")).map(({ uri }) => uri));
        await objects[Symbol.asyncDispose]();
        await rm(folder, { recursive: true, force: true });
      },
    };
  });
});

const FAST = { answerMs: 1000, stallMs: 100 };
const open = ({ settings, folder }: Workplace, more: Partial<S3ObjectsOptions> = {}) =>
  s3Objects({ settings, bucket: BUCKET, prefix: "staging", workFolder: folder, limits: FAST, ...more });

const MULTIPART = { putBytes: 1 << 20, partBytes: 5 << 20 };
const LARGE = randomBytes((11 << 20) + 17);

async function commit(objects: ReturnType<typeof open>, content: Uint8Array, key = KEY) {
  const draft = await objects.draft(key);
  await writeFile(draft.path, content);
  return draft.commit();
}
const filesIn = async (folder: string) =>
  (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());

describe("keys", () => {
  test("lie below the day of their run, and are found by the run", async () => {
    await using place = await workplace();
    await using objects = open(place);
    const { uri } = await objects.put(KEY, bytes("rows"));
    expect(uri).toBe(`s3://${BUCKET}/${IN_BUCKET}`);
    expect([...(place.server.buckets.objects.get(BUCKET)?.keys() ?? [])]).toEqual([IN_BUCKET]);
    for (const prefix of [RUN, `${RUN}/`, `${RUN}/flights/0`, RUN.slice(0, 5), ""]) {
      expect((await objects.list(prefix)).map(({ key }) => key)).toEqual([KEY]);
    }
    expect(await objects.list(`${RUN}/other`)).toEqual([]);
  });

  test.each(["a b+c&d <e>.json", "ü/🚚 100%.json", "a=b/c;d,e'f\".json", "line\nend.json", "%2B%20.json"])(
    "%j is right in both directions",
    async (name) => {
      await using place = await workplace();
      await using objects = open(place);
      const key = `${RUN}/${name}`;
      const { uri } = await commit(objects, bytes(name), key);
      expect(await objects.list(`${RUN}/`)).toMatchObject([{ key, uri }]);
      expect(await readFile(await objects.open(uri), "utf8")).toBe(name);
      expect(Buffer.from(await objects.get(uri)).toString()).toBe(name);
      await objects.delete([uri]);
      expect(await objects.list("")).toEqual([]);
    },
  );

  test("that others put into the bucket are no artifacts", async () => {
    await using place = await workplace();
    await using objects = open(place);
    for (const key of ["staging/dt=2024-02-01/notes.txt", "staging/", "other/x"])
      place.server.buckets.put(BUCKET, key, "x");
    await objects.put(KEY, bytes("rows"));
    expect((await objects.list("")).map(({ key }) => key)).toEqual([KEY]);
  });
});

describe("putting", () => {
  test("is checked by S3, conditional, and encrypted with the key that is given", async () => {
    await using place = await workplace();
    await using objects = open(place, { kmsKeyId: "alias/waybill", upload: MULTIPART });
    await commit(objects, bytes("rows"));
    await commit(objects, LARGE, `${RUN}/large`);
    const headersOf = (operation: string) =>
      place.server.calls.find((call) => call.operation === operation)?.headers;
    const encrypted = {
      "x-amz-server-side-encryption": "aws:kms",
      "x-amz-server-side-encryption-aws-kms-key-id": "alias/waybill",
    };
    expect(headersOf("PutObject")).toMatchObject({
      "if-none-match": "*",
      "x-amz-checksum-sha256": createHash("sha256").update("rows").digest("base64"),
      ...encrypted,
    });
    expect(headersOf("CreateMultipartUpload")).toMatchObject({
      "x-amz-checksum-algorithm": "SHA256",
      ...encrypted,
    });
    expect(headersOf("UploadPart")).toHaveProperty("x-amz-checksum-sha256");
    expect(headersOf("CompleteMultipartUpload")).toMatchObject({ "if-none-match": "*" });
  });

  test("a large file goes in parts, and comes back the same", async () => {
    await using place = await workplace();
    await using objects = open(place, { upload: MULTIPART, download: { partBytes: 3 << 20, atOnce: 3 } });
    const stored = await commit(objects, LARGE);
    expect(stored).toMatchObject({ bytes: LARGE.length, checksum: checksumOf(LARGE) });
    expect([place.server.count("UploadPart"), place.server.count("PutObject")]).toEqual([3, 0]);
    expect(LARGE.equals(await readFile(await objects.open(stored.uri, stored)))).toBe(true);
    expect(place.server.count("GetObject")).toBe(4);
    expect(LARGE.equals(await objects.get(stored.uri, stored))).toBe(true);
  });

  test.each<[string, "PutObject" | "CompleteMultipartUpload", Uint8Array]>([
    ["small", "PutObject", bytes("rows")],
    ["large", "CompleteMultipartUpload", LARGE],
  ])("a %s one whose answer is lost is there, and that is a success", async (_what, operation, content) => {
    await using place = await workplace();
    await using objects = open(place, { upload: MULTIPART });
    place.server.fail(operation, "lost");
    const stored = await commit(objects, content);
    expect(stored).toMatchObject({ bytes: content.length, checksum: checksumOf(content) });
    expect(place.server.count(operation)).toBe(2);
    expect(Buffer.from(content).equals(await objects.get(stored.uri))).toBe(true);
  });

  test("another content under the key stays what it is, also a large one", async () => {
    await using place = await workplace();
    await using objects = open(place, { upload: MULTIPART });
    await commit(objects, bytes("first"));
    const error = await commit(objects, LARGE).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      class: "permanent",
      code: "object.exists",
      where: `s3://${BUCKET}/${IN_BUCKET}`,
    });
    expect(place.server.buckets.uploads.size).toBe(0);
    expect(place.server.buckets.objects.get(BUCKET)?.get(IN_BUCKET)?.content.toString()).toBe("first");
  });

  test("an upload that fails is taken back, and leaves nothing here either", async () => {
    await using place = await workplace();
    await using objects = open(place, { upload: MULTIPART });
    place.server.fail("UploadPart", 403);
    await expect(commit(objects, LARGE)).rejects.toMatchObject({ class: "permanent", code: "aws.denied" });
    expect(place.server.count("AbortMultipartUpload")).toBe(1);
    expect([place.server.buckets.uploads.size, place.server.buckets.objects.get(BUCKET)?.size]).toEqual([
      0, 0,
    ]);
    expect(await filesIn(place.folder)).toEqual([]);
  });

  test("two that write the same key in one moment: it may pass", async () => {
    await using place = await workplace();
    await using objects = open(place);
    place.server.fail("PutObject", 409);
    await expect(objects.put(KEY, bytes("rows"))).rejects.toMatchObject({
      class: "transient",
      code: "object.unavailable",
    });
  });

  test.each<[string, 500 | 503 | "reset" | "hang"]>([
    ["a fault", 500],
    ["a throttle", 503],
    ["a reset", "reset"],
    ["no answer", "hang"],
  ])("%s is tried again; one that stays may pass later", async (_what, fault) => {
    await using place = await workplace();
    await using objects = open(place, { limits: { answerMs: 150, stallMs: 100 } });
    place.server.fail("PutObject", fault);
    await expect(objects.put(KEY, bytes("rows"))).resolves.toMatchObject({ bytes: 4 });
    place.server.fail("PutObject", fault, 3);
    await expect(objects.put(`${RUN}/b`, bytes("rows"))).rejects.toMatchObject({
      class: "transient",
      code: "object.unavailable",
      message: `cannot keep the artifact ${RUN}/b just now`,
    });
  });
});

describe("opening", () => {
  const stored = { uri: `s3://${BUCKET}/${IN_BUCKET}`, bytes: LARGE.length, checksum: checksumOf(LARGE) };
  const download = { partBytes: 4 << 20, atOnce: 2 };

  test("happens once, however often it is asked for, until it is cleaned up", async () => {
    await using place = await workplace();
    place.server.buckets.put(BUCKET, IN_BUCKET, LARGE);
    await using objects = open(place, { download });
    const paths = await Promise.all(Array.from({ length: 5 }, () => objects.open(stored.uri, stored)));
    expect(new Set(paths)).toEqual(new Set([join(place.folder, KEY)]));
    expect(place.server.count("GetObject")).toBe(3);
    await objects.clean();
    expect(await filesIn(place.folder)).toEqual([]);
    await objects.open(stored.uri, stored);
    expect(place.server.count("GetObject")).toBe(6);
  });

  test.each<["cut" | "stall" | "reset" | 500]>([["cut"], ["stall"], ["reset"], [500]])(
    "a connection with %s is taken up where it ended",
    async (fault) => {
      await using place = await workplace();
      place.server.buckets.put(BUCKET, IN_BUCKET, LARGE);
      await using objects = open(place, { download });
      place.server.fail("GetObject", fault, 2);
      expect(LARGE.equals(await readFile(await objects.open(stored.uri, stored)))).toBe(true);
      const asked = place.server.calls.filter(({ operation }) => operation === "GetObject");
      expect(asked).toHaveLength(5);
      expect(asked.every(({ headers }) => headers["if-match"] !== undefined)).toBe(true);
    },
  );

  test("what breaks again and again is given up, and leaves no half copy", async () => {
    await using place = await workplace();
    place.server.buckets.put(BUCKET, IN_BUCKET, "rows");
    await using objects = open(place);
    place.server.fail("GetObject", "reset", 3);
    await expect(objects.open(stored.uri)).rejects.toMatchObject({
      class: "transient",
      code: "object.unavailable",
    });
    expect(await filesIn(place.folder)).toEqual([]);
    expect(await readFile(await objects.open(stored.uri), "utf8")).toBe("rows");
  });

  test("get takes up what was cut, too", async () => {
    await using place = await workplace();
    place.server.buckets.put(BUCKET, IN_BUCKET, "rows");
    await using objects = open(place);
    place.server.fail("GetObject", "cut", 2);
    expect(Buffer.from(await objects.get(stored.uri)).toString()).toBe("rows");
    place.server.fail("GetObject", "stall", 3);
    await expect(objects.get(stored.uri)).rejects.toMatchObject({ code: "object.unavailable" });
  });

  test("a copy here of another size is not taken for it", async () => {
    await using place = await workplace();
    place.server.buckets.put(BUCKET, IN_BUCKET, "rows");
    await using objects = open(place);
    const path = await objects.open(stored.uri);
    await writeFile(path, "row");
    expect(await readFile(await objects.open(stored.uri), "utf8")).toBe("rows");
  });

  test("a denial says so, with what to grant", async () => {
    await using place = await workplace();
    place.server.buckets.put(BUCKET, IN_BUCKET, "rows");
    await using objects = open(place);
    place.server.fail("GetObject", 403);
    await expect(objects.open(stored.uri)).rejects.toMatchObject({
      code: "aws.denied",
      where: stored.uri,
      next: expect.stringContaining("grant"),
    });
  });
});

describe("listing and deleting", () => {
  test("go page by page, and a thousand at a time", async () => {
    await using place = await workplace();
    await using objects = open(place);
    const keys = Array.from({ length: 2300 }, (_, i) => `${RUN}/part/${i}.json`);
    for (const key of keys) place.server.buckets.put(BUCKET, `staging/dt=2024-01-31/${key}`, "x");
    const listed = await objects.list(`${RUN}/`);
    expect(listed.map(({ key }) => key)).toEqual([...keys].sort());
    expect(place.server.count("ListObjectsV2")).toBe(3);
    await objects.delete(listed.map(({ uri }) => uri));
    expect([place.server.count("DeleteObjects"), place.server.buckets.objects.get(BUCKET)?.size]).toEqual([
      3, 0,
    ]);
  });

  test("a key that is refused for the moment is tried again alone; one that stays refused is named", async () => {
    await using place = await workplace();
    await using objects = open(place);
    const [a, b] = [await objects.put(`${RUN}/a`, bytes("a")), await objects.put(`${RUN}/b`, bytes("b"))];
    place.server.buckets.undeletable.set(`staging/dt=2024-01-31/${RUN}/a`, "InternalError");
    await expect(objects.delete([a.uri, b.uri])).rejects.toMatchObject({
      class: "transient",
      code: "object.unavailable",
    });
    const asked = place.server.calls.filter(({ operation }) => operation === "DeleteObjects");
    expect(asked.map(({ body }) => body.toString().match(/<Key>/g)?.length)).toEqual([2, 1, 1]);
    place.server.buckets.undeletable.set(`staging/dt=2024-01-31/${RUN}/a`, "AccessDenied");
    await expect(objects.delete([a.uri])).rejects.toMatchObject({
      class: "permanent",
      code: "aws.denied",
      why: expect.stringContaining(`staging/dt=2024-01-31/${RUN}/a`),
    });
  });

  test("a bucket that is not there is no empty one", async () => {
    await using place = await workplace();
    await using objects = open(place, { bucket: "none" });
    await expect(objects.list("")).rejects.toMatchObject({
      code: "aws.refused",
      why: expect.stringContaining("NoSuchBucket"),
    });
  });
});

test("disposing leaves the work folder as it was, but for what others put there", async () => {
  await using place = await workplace();
  await writeFile(join(place.folder, "mine"), "x");
  const objects = open(place);
  const draft = await objects.draft(KEY);
  await writeFile(draft.path, "half");
  await objects.put(`${RUN}/b`, bytes("b"));
  await objects.open(`s3://${BUCKET}/staging/dt=2024-01-31/${RUN}/b`);
  await objects[Symbol.asyncDispose]();
  expect(await readdir(place.folder)).toEqual(["mine"]);
  expect(existsSync(draft.path)).toBe(false);
});

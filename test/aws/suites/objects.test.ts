import { createHash, randomBytes, randomUUID } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  CreateBucketCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { type S3Objects, type S3ObjectsOptions, s3Objects } from "@waybill/aws/objects";
import { s3Store } from "@waybill/aws/store";
import { objectsSuite } from "@waybill/core/testing";
import { newRunId } from "@waybill/events";
import { afterAll, beforeAll, expect, test } from "vitest";
import { describeOn } from "../standins/describe-on.ts";
import { makeKey } from "../standins/kms.ts";
import { settingsFor } from "../standins/settings.ts";

const BUCKET = "objects";
const RUN = newRunId(Date.UTC(2026, 0, 2));
const MULTIPART = { putBytes: 1 << 20, partBytes: 5 << 20 };
const LARGE = randomBytes((11 << 20) + 17);

describeOn(["localStack"], "objects in LocalStack's S3", ({ localStack }) => {
  const settings = settingsFor(localStack);
  const client = new S3Client({ ...settings, forcePathStyle: true });
  const folders: string[] = [];
  beforeAll(() => client.send(new CreateBucketCommand({ Bucket: BUCKET })));
  afterAll(async () => {
    client.destroy();
    await Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true })));
  });

  /** Objects of its own for each test. */
  async function open(more: Partial<S3ObjectsOptions> = {}): Promise<S3Objects> {
    const workFolder = await mkdtemp(join(tmpdir(), "waybill-objects-"));
    folders.push(workFolder);
    return s3Objects({ settings, bucket: BUCKET, prefix: randomUUID(), workFolder, ...more });
  }
  const keyOf = (uri: string) => ({ Bucket: BUCKET, Key: uri.slice(`s3://${BUCKET}/`.length) });

  objectsSuite(async () => {
    const objects = await open();
    return {
      objects,
      write: (path, content) => writeFile(path, content, { flag: "wx" }),
      read: (path) => readFile(path),
      close: async () => void (await objects[Symbol.asyncDispose]()),
    };
  });

  async function commit(objects: S3Objects, key: string, content: Uint8Array) {
    const draft = await objects.draft(key);
    await writeFile(draft.path, content);
    return draft.commit();
  }

  test("a large one goes in parts, and comes back the same, in pieces", async () => {
    await using objects = await open({ upload: MULTIPART, download: { partBytes: 3 << 20, atOnce: 3 } });
    const stored = await commit(objects, `${RUN}/large`, LARGE);
    expect(stored.checksum).toBe(`sha256:${createHash("sha256").update(LARGE).digest("hex")}`);
    expect(LARGE.equals(await readFile(await objects.open(stored.uri, stored)))).toBe(true);
    const { ETag } = await client.send(new HeadObjectCommand(keyOf(stored.uri)));
    expect(ETag).toMatch(/-3"$/);
  });

  test("a key that is taken stays what it is, also for a large one, and no part of that is left", async () => {
    await using objects = await open({ upload: MULTIPART });
    const first = await commit(objects, `${RUN}/taken`, Buffer.from("first"));
    await expect(commit(objects, `${RUN}/taken`, LARGE)).rejects.toMatchObject({
      class: "permanent",
      code: "object.exists",
    });
    expect(Buffer.from(await objects.get(first.uri)).toString()).toBe("first");
    const { Uploads = [] } = await client.send(new ListMultipartUploadsCommand({ Bucket: BUCKET }));
    expect(Uploads).toEqual([]);
  });

  test.each([
    ["small", Buffer.from("rows")],
    ["large", LARGE],
  ])("a %s one is encrypted with the key that is named", async (size, content) => {
    const kmsKeyId = await makeKey(localStack, randomUUID());
    await using objects = await open({ kmsKeyId, upload: MULTIPART });
    const { uri } = await commit(objects, `${RUN}/${size}`, content);
    expect(await client.send(new HeadObjectCommand(keyOf(uri)))).toMatchObject({
      ServerSideEncryption: "aws:kms",
      SSEKMSKeyId: kmsKeyId,
    });
  });

  test.each(["a b+c&d <e>.json", "ü/🚚 100%.json", "a=b/c;d,e'f\".json", "%2B%20.json"])(
    "the key %j is right in both directions",
    async (name) => {
      await using objects = await open();
      const { uri } = await objects.put(`${RUN}/${name}`, Buffer.from(name));
      expect((await objects.list(`${RUN}/`)).map(({ key }) => key)).toEqual([`${RUN}/${name}`]);
      expect(Buffer.from(await objects.get(uri)).toString()).toBe(name);
    },
  );

  test("more than a page is listed and deleted", async () => {
    await using objects = await open();
    const keys = Array.from({ length: 1_001 }, (_, i) => `${RUN}/${String(i).padStart(4, "0")}`);
    for (let from = 0; from < keys.length; from += 50) {
      await Promise.all(keys.slice(from, from + 50).map((key) => objects.put(key, Buffer.from("x"))));
    }
    const listed = await objects.list(`${RUN}/`);
    expect(listed.map(({ key }) => key)).toEqual(keys);
    await objects.delete(listed.map(({ uri }) => uri));
    expect(await objects.list("")).toEqual([]);
  });

  test("a source that changes while it is read is not read on", async () => {
    await using objects = await open();
    const { uri } = await objects.put(`${RUN}/source.csv`, Buffer.from("first"));
    const store = await s3Store({ settings });
    const signal = new AbortController().signal;
    const found = await store.stat(uri, signal);
    await objects.delete([uri]);
    await objects.put(`${RUN}/source.csv`, Buffer.from("other"));
    const folder = await mkdtemp(join(tmpdir(), "waybill-objects-"));
    folders.push(folder);
    await expect(store.copy(found!, { from: 0, to: 5 }, join(folder, "copy"), signal)).rejects.toMatchObject({
      code: "file.changed",
    });
  });
});

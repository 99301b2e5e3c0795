import { randomBytes, randomUUID } from "node:crypto";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { PutObjectCommand } from "@aws-sdk/client-s3";
import type { SourceStore } from "@waybill/core";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { s3Client } from "../objects/s3/client.ts";
import {
  BUCKET,
  s3ForSuite,
  temporaryFolder,
  type Workplace,
  workplace,
} from "../objects/testing/endpoint.ts";
import { s3Store } from "./s3-store.ts";

const { signal } = new AbortController();
const LIMITS = { answerMs: 1000, stallMs: 100 };
const LARGE = randomBytes((3 << 20) + 17);
const open = ({ settings }: Workplace) =>
  s3Store({ settings, limits: LIMITS, parts: { partBytes: 1 << 20, atOnce: 2 } });

/** An object on the server, as a listing knows it. */
async function put({ server }: Workplace, key: string, content: string | Uint8Array) {
  const { etag } = server.buckets.put(BUCKET, key, content);
  return { uri: `s3://${BUCKET}/${key}`, bytes: Buffer.from(content).length, version: etag };
}
const textOf = async (store: SourceStore, ...args: Parameters<SourceStore["read"]>) =>
  Buffer.concat(await store.read(...args).toArray()).toString();

describe("a store of sources", () => {
  let s3: Awaited<ReturnType<typeof s3ForSuite>>;
  let store: SourceStore;
  let folder: string;
  const below = `s3://${BUCKET}/in/${randomUUID()}/`;
  beforeAll(async () => {
    s3 = await s3ForSuite();
    store = await s3Store({ settings: s3.settings });
    folder = await temporaryFolder();
    const client = s3Client(s3.settings, LIMITS);
    for (const name of ["b 1+ü.csv", "a.csv", "a%20.csv", "c/ &<>'\".csv"]) {
      const Key = `${below.slice(`s3://${BUCKET}/`.length)}${name}`;
      await client.send(new PutObjectCommand({ Bucket: BUCKET, Key, Body: `content of ${name}` }));
    }
    client.destroy();
  });
  afterAll(async () => {
    await s3.close();
    await rm(folder, { recursive: true, force: true });
  });

  test("lists and looks up the same objects, by their names as they are", async () => {
    const listed = await store.list(below, signal);
    expect(listed.map(({ uri }) => uri.slice(below.length)).sort()).toEqual([
      "a%20.csv",
      "a.csv",
      "b 1+ü.csv",
      "c/ &<>'\".csv",
    ]);
    for (const object of listed) expect(await store.stat(object.uri, signal)).toEqual(object);
    expect(await store.list(below, signal, 2)).toHaveLength(2);
    expect(await store.stat(`${below}none.csv`, signal)).toBeNull();
  });

  test("reads and copies the bytes that are asked for", async () => {
    for (const object of await store.list(below, signal)) {
      const content = `content of ${object.uri.slice(below.length)}`;
      expect(await textOf(store, object, { from: 0, to: object.bytes })).toBe(content);
      expect(await textOf(store, object, { from: 3, to: 8 })).toBe(content.slice(3, 8));
      const path = join(folder, randomUUID());
      await store.copy(object, { from: 3, to: 8 }, path, signal);
      expect(await readFile(path, "utf8")).toBe(content.slice(3, 8));
    }
  });

  test("refuses another content under the same name", async () => {
    const [object] = await store.list(below, signal);
    const other = { ...object!, version: '"00000000000000000000000000000000"' };
    const changed = { class: "permanent", code: "file.changed", where: other.uri };
    await expect(textOf(store, other, { from: 0, to: 5 })).rejects.toMatchObject(changed);
    await expect(
      store.copy(other, { from: 0, to: 5 }, join(folder, "changed"), signal),
    ).rejects.toMatchObject(changed);
  });

  test("says of a bucket that is not there that it is missing", async () => {
    await expect(store.list("s3://waybill-no-such-bucket/in/", signal)).rejects.toMatchObject({
      code: "file.missing",
      message: "there is no bucket waybill-no-such-bucket",
    });
  });
});

describe("reading", () => {
  test("begins with little: who stops early has read little", async () => {
    await using place = await workplace();
    const [store, object] = [await open(place), await put(place, "a", LARGE)];
    for await (const piece of store.read(object, { from: 0, to: object.bytes })) {
      expect(LARGE.subarray(0, piece.length).equals(piece)).toBe(true);
      break;
    }
    const asked = place.server.calls.map(({ headers }) => headers.range);
    expect(asked[0]).toBe("bytes=0-65535");
    expect(asked.length).toBeLessThanOrEqual(2);
  });

  test.each(["cut", "stall", "reset", 503] as const)(
    "of what ends with %s goes on where it ended",
    async (fault) => {
      await using place = await workplace();
      const [store, object] = [await open(place), await put(place, "a", LARGE)];
      place.server.fail("GetObject", fault, 2);
      const read = Buffer.concat(await store.read(object, { from: 0, to: object.bytes }).toArray());
      expect(LARGE.equals(read)).toBe(true);
      expect(place.server.calls.every(({ headers }) => headers["if-match"] === object.version)).toBe(true);
    },
  );

  test("of what changes in the middle ends with that", async () => {
    await using place = await workplace();
    const [store, object] = [await open(place), await put(place, "a", LARGE)];
    const stream = store.read(object, { from: 0, to: object.bytes });
    const reading = (async () => {
      for await (const _ of stream) await put(place, "a", "other");
    })();
    await expect(reading).rejects.toMatchObject({ code: "file.changed" });
  });

  test("what is gone is missing, and what stays away may come back", async () => {
    await using place = await workplace();
    const [store, object] = [await open(place), await put(place, "a", "id\n1\n")];
    place.server.fail("GetObject", 500, 3);
    await expect(textOf(store, object, { from: 0, to: 5 })).rejects.toMatchObject({
      class: "transient",
      code: "file.unavailable",
      where: object.uri,
    });
    place.server.buckets.objects.get(BUCKET)?.clear();
    await expect(textOf(store, object, { from: 0, to: 5 })).rejects.toMatchObject({ code: "file.missing" });
  });
});

describe("what may not go on", () => {
  test("a denial is told with the file", async () => {
    await using place = await workplace();
    const store = await open(place);
    place.server.fail("HeadObject", 403);
    await expect(store.stat(`s3://${BUCKET}/a.csv`, signal)).rejects.toMatchObject({
      class: "permanent",
      code: "aws.denied",
      where: `s3://${BUCKET}/a.csv`,
    });
  });

  test("an abort ends a copy at once, with its own reason", async () => {
    await using place = await workplace();
    const [store, object] = [await open(place), await put(place, "a", LARGE)];
    place.server.fail("GetObject", "hang", 9);
    const stop = new AbortController();
    const copying = store.copy(object, { from: 0, to: object.bytes }, join(place.folder, "a"), stop.signal);
    stop.abort(new Error("stopped by hand"));
    await expect(copying).rejects.toThrow("stopped by hand");
  });

  test("a place without a bucket is no place", async () => {
    await using place = await workplace();
    await expect((await open(place)).list("s3://data-*/a.csv", signal)).rejects.toMatchObject({
      code: "file.place",
    });
  });
});

describe("opening", () => {
  afterEach(() => vi.unstubAllEnvs());

  /** As on a machine that knows nothing of AWS. */
  function stranger(): void {
    for (const name of [
      "AWS_PROFILE",
      "AWS_ACCESS_KEY_ID",
      "AWS_SECRET_ACCESS_KEY",
      "AWS_REGION",
      "AWS_DEFAULT_REGION",
    ])
      vi.stubEnv(name, undefined);
    vi.stubEnv("AWS_CONFIG_FILE", "/dev/null");
    vi.stubEnv("AWS_SHARED_CREDENTIALS_FILE", "/dev/null");
    vi.stubEnv("AWS_EC2_METADATA_DISABLED", "true");
  }

  test("without credentials says so, and how to get some", async () => {
    stranger();
    await expect(s3Store({ settings: { region: "eu-central-1" } })).rejects.toMatchObject({
      class: "usage",
      code: "aws.credentials",
      message: "cannot read from S3: no AWS credentials were found",
      next: "set AWS_PROFILE, or log in: aws sso login",
    });
  });

  test("without a region says so", async () => {
    stranger();
    const credentials = { accessKeyId: "test", secretAccessKey: "test" };
    await expect(s3Store({ settings: { credentials } })).rejects.toMatchObject({
      class: "usage",
      code: "aws.region",
      next: expect.stringContaining("AWS_REGION"),
    });
  });
});

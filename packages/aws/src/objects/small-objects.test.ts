import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { deterministicUlid } from "@waybill/events";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { s3Objects } from "./s3-objects.ts";
import { smallObjects } from "./small-objects.ts";
import { BUCKET, type Workplace, workplace } from "./testing/endpoint.ts";

let place: Workplace;
beforeAll(async () => {
  place = await workplace();
});
afterAll(() => place[Symbol.asyncDispose]());

test("reads what the store has kept, and nothing that is not it", async () => {
  const { settings, folder } = place;
  await using objects = s3Objects({ settings, bucket: BUCKET, prefix: "staging", workFolder: folder });
  const key = `${deterministicUlid(0, "run")}/run/settle/a/the manifest+1 ü.json`;
  const stored = await objects.put(key, new TextEncoder().encode('{"artifacts":[]}'));
  const reader = smallObjects({ settings, bucket: BUCKET });
  expect(Buffer.from(await reader.get(stored.uri, stored)).toString()).toBe('{"artifacts":[]}');
  await expect(reader.get(stored.uri, { ...stored, bytes: 3 })).rejects.toMatchObject({
    code: "object.damaged",
  });
  await expect(reader.get(stored.uri.replace("manifest", "gone"))).rejects.toMatchObject({
    code: "object.missing",
  });
});

test("keeps what is small where the store would keep it", async () => {
  const { settings, folder } = place;
  await using objects = s3Objects({ settings, bucket: BUCKET, workFolder: folder });
  const key = `${deterministicUlid(1, "run")}/load/0/entries + more.manifest`;
  const stored = await smallObjects({ settings, bucket: BUCKET }).put(
    key,
    new TextEncoder().encode('{"entries":[]}'),
  );
  expect(Buffer.from(await objects.get(stored.uri, stored)).toString()).toBe('{"entries":[]}');
  expect((await objects.list(key)).map(({ uri, bytes }) => ({ uri, bytes }))).toEqual([
    { uri: stored.uri, bytes: stored.bytes },
  ]);
});

const URI = "s3://staging/run/manifest.json";
const credentials = { accessKeyId: "test", secretAccessKey: "test" };

/** Answers each call with the next of these statuses; 0 does not answer. */
async function answering(statuses: readonly number[]) {
  let calls = 0;
  const server = createServer((_, response) => {
    const status = statuses[calls++] ?? 500;
    if (status === 0) return;
    response
      .writeHead(status)
      .end(status === 200 ? "{}" : `<Error><Code>Said</Code><Message>no</Message></Error>`);
  }).listen(0, "127.0.0.1");
  await new Promise((listening) => server.once("listening", listening));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const settings = { region: "eu-central-1", endpoint, credentials };
  const reader = smallObjects({ settings, bucket: "staging", answerMs: 100 });
  return {
    get: () => reader.get(URI),
    calls: () => calls,
    [Symbol.dispose]() {
      server.closeAllConnections();
      server.close();
    },
  };
}

describe("where S3 does not answer as it should", () => {
  test.each([[[500, 503, 200]], [[0, 200]], [[429, 200]]])("%j: it is asked again", async (statuses) => {
    using s3 = await answering(statuses);
    expect(Buffer.from(await s3.get()).toString()).toBe("{}");
    expect(s3.calls()).toBe(statuses.length);
  });

  test("three times, then the queue is to try again", async () => {
    using s3 = await answering([503, 0, 500, 200]);
    await expect(s3.get()).rejects.toMatchObject({
      class: "transient",
      code: "object.unavailable",
      where: URI,
    });
    expect(s3.calls()).toBe(3);
  });

  test("a denial is final, in S3's words", async () => {
    using s3 = await answering([403]);
    await expect(s3.get()).rejects.toMatchObject({ code: "aws.denied", why: "Said: no" });
    expect(s3.calls()).toBe(1);
  });
});

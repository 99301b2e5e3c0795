import { deterministicUlid } from "@waybill/events";
import { afterAll, beforeAll, expect, test } from "vitest";
import { s3Objects } from "./s3-objects.ts";
import { s3Reader } from "./s3-reader.ts";
import { BUCKET, type Workplace, workplace } from "./testing/endpoint.ts";

let place: Workplace;
beforeAll(async () => {
  place = await workplace();
});
afterAll(() => place[Symbol.asyncDispose]());

test("reads what the store has kept, and nothing that is not it", async () => {
  const { settings, folder } = place;
  await using objects = s3Objects({ settings, bucket: BUCKET, prefix: "staging", workFolder: folder });
  const key = `${deterministicUlid(0, "run")}/run/settle/a/manifest.json`;
  const stored = await objects.put(key, new TextEncoder().encode('{"artifacts":[]}'));
  const reader = s3Reader({ settings, bucket: BUCKET, prefix: "staging" });
  expect(Buffer.from(await reader.get(stored.uri, stored)).toString()).toBe('{"artifacts":[]}');
  await expect(reader.get(stored.uri, { ...stored, bytes: 3 })).rejects.toMatchObject({
    code: "object.damaged",
  });
  await expect(reader.get(stored.uri.replace("manifest", "gone"))).rejects.toMatchObject({
    code: "object.missing",
  });
});

import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import type { AwsSettings } from "../../client/settings.ts";
import { type S3Server, s3Server } from "./s3-server.ts";

export const BUCKET = "waybill-test";
const REGION = "eu-central-1";
const credentials = { accessKeyId: "test", secretAccessKey: "test" };

export const settingsFor = (endpoint: string): AwsSettings => ({ region: REGION, endpoint, credentials });

/** S3 for a suite: another implementation where `WAYBILL_TEST_S3` names its endpoint, else the server of these tests. */
export async function s3ForSuite(): Promise<{ readonly settings: AwsSettings; close(): Promise<void> }> {
  const endpoint = process.env.WAYBILL_TEST_S3;
  if (endpoint === undefined) {
    const server = await s3Server(BUCKET);
    return { settings: settingsFor(server.endpoint), close: async () => server[Symbol.asyncDispose]() };
  }
  const client = new S3Client({ ...settingsFor(endpoint), forcePathStyle: true });
  await client.send(new CreateBucketCommand({ Bucket: BUCKET })).catch((error: unknown) => {
    if (!(error instanceof Error && error.name.startsWith("BucketAlready"))) throw error;
  });
  client.destroy();
  return { settings: settingsFor(endpoint), close: async () => {} };
}

/** A part of the bucket that no other test has. */
export const ownPrefix = (): string => `test/${randomUUID()}`;

export interface Workplace extends AsyncDisposable {
  readonly server: S3Server;
  readonly settings: AwsSettings;
  readonly folder: string;
}

/** A server and a folder for one test. */
export async function workplace(): Promise<Workplace> {
  const [server, folder] = [await s3Server(BUCKET), await temporaryFolder()];
  return {
    server,
    folder,
    settings: settingsFor(server.endpoint),
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export const temporaryFolder = (): Promise<string> => mkdtemp(join(tmpdir(), "waybill-s3-"));

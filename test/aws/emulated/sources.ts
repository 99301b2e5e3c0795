import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { ROOT } from "../../infra/harness/places.ts";

const FOLDER = "node_modules/vega-datasets/data";
/** What the demo's pipelines read: paths here, keys in the bucket of source files. */
export const SOURCES = ["birdstrikes.csv", "movies.json", "airports.csv", "flights-3m.parquet"].map(
  (name) => `${FOLDER}/${name}`,
);

/** Puts the demo's files into a bucket. */
export async function uploadSources(s3: S3Client, bucket: string): Promise<void> {
  for (const path of SOURCES) {
    const Body = await readFile(join(ROOT, path));
    await s3.send(new PutObjectCommand({ Bucket: bucket, Key: path, Body }));
  }
}

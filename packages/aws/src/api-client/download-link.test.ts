import { afterEach, describe, expect, test, vi } from "vitest";
import { bucketUrl, escapedKey } from "./bucket-url.ts";
import { downloadLinks } from "./download-link.ts";
import { serverOf } from "./testing/server.ts";
import { isPresigned } from "./testing/signature.ts";

const SECRET = "not/a+secret=";
const settings = {
  region: "eu-central-1",
  credentials: { accessKeyId: "AKIDEXAMPLE", secretAccessKey: SECRET },
};
afterEach(() => vi.unstubAllEnvs());

test.each(["s3://staging/dt=2026-11-24/01JD/flights#0/rows.parquet", "s3://staging/a b+c/(ü)*!'.parquet"])(
  "the link to %s is one that S3 takes from anybody, for five minutes",
  async (uri) => {
    await using server = await serverOf({ status: 200, body: "rows" });
    const links = downloadLinks({ settings: { ...settings, endpoint: server.url } });
    const before = Date.now();
    const { url, expiresAt } = await links.linkTo(uri);
    expect(Date.parse(expiresAt) - before).toBeGreaterThanOrEqual(299_000);
    expect(Date.parse(expiresAt) - Date.now()).toBeLessThanOrEqual(300_000);
    expect(await (await fetch(url)).text()).toBe("rows");
    const [arrived] = server.arrived;
    if (!arrived) throw new Error("nothing arrived");
    expect(decodeURIComponent(arrived.target.split("?")[0] ?? "")).toBe(uri.slice("s3:/".length));
    expect(new URL(url).searchParams.get("X-Amz-Expires")).toBe("300");
    expect(isPresigned(arrived, SECRET)).toBe(true);
    expect(isPresigned({ ...arrived, target: arrived.target.replace("staging", "raw") }, SECRET)).toBe(false);
  },
);

test("in AWS the link goes to the bucket's own host", async () => {
  vi.stubEnv("AWS_ENDPOINT_URL", "");
  vi.stubEnv("AWS_ENDPOINT_URL_S3", "");
  const { url } = await downloadLinks({ settings }).linkTo("s3://staging/a/b.parquet");
  expect(url).toMatch(/^https:\/\/staging\.s3\.eu-central-1\.amazonaws\.com\/a\/b\.parquet\?/);
});

test("what is no place in S3 has no link", async () => {
  await expect(downloadLinks({ settings }).linkTo("local:01JD/rows.parquet")).rejects.toMatchObject({
    code: "file.place",
  });
});

test("without a region it says so at once", () => {
  vi.stubEnv("AWS_REGION", "");
  vi.stubEnv("AWS_DEFAULT_REGION", "");
  expect(() => downloadLinks()).toThrow(expect.objectContaining({ code: "aws.region" }));
});

describe("where a bucket is", () => {
  test.each([
    ["staging", "eu-west-1", undefined, "https://staging.s3.eu-west-1.amazonaws.com/"],
    ["my.bucket", "eu-west-1", undefined, "https://s3.eu-west-1.amazonaws.com/my.bucket"],
    ["staging", "cn-north-1", "", "https://staging.s3.cn-north-1.amazonaws.com.cn/"],
    ["staging", "eu-west-1", "http://127.0.0.1:4566/", "http://127.0.0.1:4566/staging"],
  ])("%s in %s at %s", (bucket, region, endpoint, url) => {
    expect(bucketUrl(bucket, region, endpoint).href).toBe(url);
  });

  test("a key is written so that S3 reads it as it is", () => {
    expect(escapedKey("dt=2026/a b/ü!*'()")).toBe("dt%3D2026/a%20b/%C3%BC%21%2A%27%28%29");
  });
});

import { expect, test } from "vitest";
import { regionOf } from "./region.ts";

test.each([
  ["https://a1.execute-api.eu-central-1.amazonaws.com/", {}, "eu-central-1"],
  ["https://a1.execute-api.cn-north-1.amazonaws.com.cn", { AWS_REGION: "us-east-1" }, "cn-north-1"],
  ["https://waybill.example.com", { AWS_REGION: "us-east-1" }, "us-east-1"],
  ["http://127.0.0.1:9", { AWS_DEFAULT_REGION: "us-west-2", AWS_REGION: "" }, "us-west-2"],
])("the region of %s with %j", (url, env, region) => {
  expect(regionOf(new URL(url), env)).toBe(region);
});

test("where nothing says it, it is asked for", () => {
  expect(() => regionOf(new URL("https://waybill.example.com"), {})).toThrow(
    expect.objectContaining({ code: "aws.region", next: expect.stringContaining("AWS_REGION") }),
  );
});

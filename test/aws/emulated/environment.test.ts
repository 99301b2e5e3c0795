import { expect, test } from "vitest";
import { environmentOf } from "./environment.ts";

const fn = {
  name: "waybill-x-plan",
  bundle: "/b.mjs",
  environment: { SST_KEY: "k", SST_KEY_FILE: "f", WAYBILL_STAGE: "x" },
  links: { Queues: { plan: { url: "https://sqs.eu-west-1.amazonaws.com/123456789012/waybill-x-plan" } } },
  timeoutSeconds: 60,
};
const endpoints = { aws: "http://127.0.0.1:1", dynamoDb: "http://127.0.0.1:2" };

test("a function has its variables and links, with other endpoints and nothing of this process", () => {
  const { SST_RESOURCES_JSON, ...others } = environmentOf(fn, endpoints);
  expect(JSON.parse(SST_RESOURCES_JSON ?? "")).toEqual({
    Queues: { plan: { url: "http://127.0.0.1:1/123456789012/waybill-x-plan" } },
  });
  expect(others).toEqual({
    WAYBILL_STAGE: "x",
    AWS_REGION: "eu-west-1",
    AWS_ACCESS_KEY_ID: "123456789012",
    AWS_SECRET_ACCESS_KEY: "test",
    AWS_ENDPOINT_URL: "http://127.0.0.1:1",
    AWS_ENDPOINT_URL_DYNAMODB: "http://127.0.0.1:2",
  });
});

test("the warehouse may be elsewhere", () => {
  const found = environmentOf(fn, { ...endpoints, dataApi: "http://127.0.0.1:3" });
  expect(found.AWS_ENDPOINT_URL_REDSHIFT_DATA).toBe("http://127.0.0.1:3");
});

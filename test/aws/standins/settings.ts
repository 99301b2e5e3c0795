import type { AwsSettings } from "@waybill/aws/client";

const { WAYBILL_TEST_ACCOUNT, WAYBILL_TEST_REGION } = process.env;

/** LocalStack knows an account by its access key, where that has the form of an account's number. */
export const ACCOUNT = WAYBILL_TEST_ACCOUNT ?? "123456789012";
export const REGION = WAYBILL_TEST_REGION ?? "eu-west-1";

/** For a client of a stand-in. */
export const settingsFor = (endpoint: string): AwsSettings => ({
  region: REGION,
  endpoint,
  credentials: { accessKeyId: ACCOUNT, secretAccessKey: "test" },
});

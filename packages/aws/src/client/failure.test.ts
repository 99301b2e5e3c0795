import { Permanent, Transient, Usage } from "@waybill/core";
import { describe, expect, test } from "vitest";
import { awsFailure } from "./failure.ts";

const attempted = { unavailable: "bus.unavailable", doing: "publish 3 events", where: "bus waybill" };
const failed = (fields: object) => awsFailure(Object.assign(new Error("as AWS says"), fields), attempted);

describe("an AWS error", () => {
  test.each([
    ["a server fault", { $metadata: { httpStatusCode: 500 } }],
    [
      "a service that is out, with a body that is no JSON",
      { name: "SyntaxError", $metadata: { httpStatusCode: 503 } },
    ],
    ["too many requests", { $metadata: { httpStatusCode: 429 } }],
    ["a throttle that comes as 400", { name: "ThrottlingException", $metadata: { httpStatusCode: 400 } }],
    [
      "a table that is written too fast",
      { name: "ProvisionedThroughputExceededException", $metadata: { httpStatusCode: 400 } },
    ],
    ["a time-out", { name: "TimeoutError" }],
    ["a connection that was reset", { code: "ECONNRESET" }],
    ["a name that does not resolve just now", { code: "EAI_AGAIN" }],
    ["a cause below it", { cause: Object.assign(new Error("deep"), { code: "EPIPE" }) }],
  ])("%s may pass", (_, fields) => {
    const failure = failed(fields);
    expect(failure).toBeInstanceOf(Transient);
    expect(failure).toMatchObject({
      code: "bus.unavailable",
      message: "cannot publish 3 events just now",
      where: "bus waybill",
    });
  });

  test("a denial is final, and says what to grant", () => {
    const failure = failed({
      name: "AccessDeniedException",
      $metadata: { httpStatusCode: 403, requestId: "r-1" },
    });
    expect(failure).toBeInstanceOf(Permanent);
    expect(failure).toMatchObject({
      code: "aws.denied",
      why: "AccessDeniedException: as AWS says (request r-1)",
      next: "grant what the reason names to the role that ran this",
    });
  });

  test("what AWS will not take is final", () => {
    const failure = failed({ name: "ValidationException", $metadata: { httpStatusCode: 400 } });
    expect(failure).toBeInstanceOf(Permanent);
    expect(failure).toMatchObject({
      code: "aws.refused",
      message: "cannot publish 3 events: AWS refuses it",
    });
  });

  test("without credentials it says how to get some", () => {
    const failure = failed({ name: "CredentialsProviderError" });
    expect(failure).toBeInstanceOf(Usage);
    expect(failure).toMatchObject({
      code: "aws.credentials",
      next: "set AWS_PROFILE, or log in: aws sso login",
    });
  });

  test("an error of ours stays what it is, and what is no error is told too", () => {
    const ours = new Permanent("object.missing", "gone");
    expect(awsFailure(ours, attempted)).toBe(ours);
    expect(awsFailure("odd", attempted)).toMatchObject({ code: "aws.refused", why: "Error: odd" });
  });
});

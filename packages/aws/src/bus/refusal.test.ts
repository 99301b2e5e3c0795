import { describe, expect, test } from "vitest";
import { awsFailure } from "../client/failure.ts";
import { putRefusal, type Refusal, refusalError, sendRefusal, UNCONFIRMED } from "./refusal.ts";

const asFailure = (refusal: Refusal) =>
  awsFailure(refusalError(refusal), { unavailable: "bus.unavailable", doing: "publish" });

describe("what AWS says of one entry, as a failure", () => {
  test.each([
    [putRefusal("ThrottlingException"), "transient", "bus.unavailable"],
    [putRefusal("InternalFailure"), "transient", "bus.unavailable"],
    [putRefusal("NeverHeardOf"), "transient", "bus.unavailable"],
    [putRefusal("MalformedDetail"), "permanent", "aws.refused"],
    [putRefusal("InvalidArgument"), "permanent", "aws.refused"],
    [putRefusal("NotAuthorizedForSourceException"), "permanent", "aws.denied"],
    [putRefusal("AccessDeniedException"), "permanent", "aws.denied"],
    [sendRefusal("InternalError", false), "transient", "bus.unavailable"],
    [sendRefusal("RequestThrottled", true), "transient", "bus.unavailable"],
    [sendRefusal("InvalidMessageContents", true), "permanent", "aws.refused"],
    [sendRefusal("AWS.SimpleQueueService.AccessDenied", true), "permanent", "aws.denied"],
    [UNCONFIRMED, "transient", "bus.unavailable"],
  ])("%j: %s, %s", (refusal, errorClass, code) => {
    expect(asFailure(refusal)).toMatchObject({ class: errorClass, code });
    expect(refusal.final).toBe(errorClass === "permanent");
  });

  test("keeps its words", () => {
    expect(asFailure(putRefusal("MalformedDetail", "Detail is malformed.")).why).toBe(
      "MalformedDetail: Detail is malformed.",
    );
    expect(asFailure(putRefusal("InternalFailure")).why).toBe("InternalFailure: no reason given");
  });
});

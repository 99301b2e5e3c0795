import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { Transient } from "@waybill/core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { electroLineage } from "./electro-lineage.ts";
import { isConditionLost, lineageFailure } from "./failure.ts";
import { type Dynamo, startDynamo } from "./testing/dynamo.ts";

const asked = { doing: "read run 01J", table: "lineage" };
const electroError = (cause?: object) =>
  Object.assign(new Error("as ElectroDB says"), { isElectroError: true, ...(cause && { cause }) });
const awsError = (name: string, httpStatusCode = 400) =>
  Object.assign(new Error("as AWS says"), { name, $metadata: { httpStatusCode } });

describe("lineageFailure", () => {
  test("looks at what AWS said, below what ElectroDB makes of it", () => {
    const throttle = awsError("ProvisionedThroughputExceededException");
    expect(lineageFailure(electroError(throttle), asked)).toMatchObject({
      class: "transient",
      code: "lineage.unavailable",
      message: "cannot read run 01J just now",
      where: "table lineage",
      cause: throttle,
    });
    expect(lineageFailure(electroError(awsError("AccessDeniedException", 403)), asked)).toMatchObject({
      class: "permanent",
      code: "aws.denied",
    });
  });

  test("a run that is full says what to change", () => {
    const full = awsError("ItemCollectionSizeLimitExceededException");
    expect(lineageFailure(electroError(full), asked)).toMatchObject({
      class: "permanent",
      code: "lineage.run-too-large",
      message: "cannot read run 01J: the lineage of this run is full",
      next: expect.stringContaining("bytes for a partition"),
    });
  });

  test("what ElectroDB refuses itself is a mistake of ours, and says so", () => {
    expect(lineageFailure(electroError(), asked)).toMatchObject({
      class: "permanent",
      code: "lineage.refused",
      why: "as ElectroDB says",
    });
  });

  test("an error of ours stays what it is", () => {
    const ours = new Transient("a.b", "ours");
    expect(lineageFailure(ours, asked)).toBe(ours);
  });
});

test("a lost condition is known by its name", () => {
  const lost = new ConditionalCheckFailedException({ message: "lost", $metadata: {} });
  expect(isConditionLost(electroError(lost))).toBe(true);
  expect(isConditionLost(electroError(awsError("ValidationException")))).toBe(false);
  expect(isConditionLost(electroError())).toBe(false);
  expect(isConditionLost(undefined)).toBe(false);
});

describe("against DynamoDB", () => {
  let dynamo: Dynamo;
  beforeAll(async () => {
    dynamo = await startDynamo();
  });
  afterAll(() => dynamo.close());

  test("a table that is not there is named, with what to type", async () => {
    const lineage = electroLineage({ aws: dynamo.aws, table: "waybill-prod-lineage" });
    await expect(lineage.getRun("01J")).rejects.toMatchObject({
      class: "permanent",
      code: "lineage.no-table",
      message: "cannot read run 01J: there is no such table",
      where: "table waybill-prod-lineage",
      next: expect.stringContaining("npx sst deploy"),
    });
  });
});

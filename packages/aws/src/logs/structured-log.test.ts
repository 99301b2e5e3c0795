import { testEvent } from "@waybill/core/testing";
import { describe, expect, test } from "vitest";
import { eventLabels } from "./event-labels.ts";
import { redaction } from "./redaction.ts";
import { structuredLog } from "./structured-log.ts";
import { written } from "./testing/written.ts";

describe("structuredLog", () => {
  test("a line has its level, time and service, and its labels as fields", () => {
    const labels = { stage: "load", ...eventLabels(testEvent()) };
    const [line] = written(() =>
      structuredLog({ service: "waybill-load" }).log("warn", "it is slow", labels),
    );
    expect(line).toEqual({
      level: "WARN",
      message: "it is slow",
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      service: "waybill-load",
      sampling_rate: 0,
      ...labels,
    });
  });

  test("labels of one line are not in the next", () => {
    const lines = written(() => {
      const { log } = structuredLog();
      log("info", "one", { run: "a" });
      log("error", "two", {});
    });
    expect(lines.map(({ level, message, run }) => [level, message, run])).toEqual([
      ["INFO", "one", "a"],
      ["ERROR", "two", undefined],
    ]);
  });

  test("a label cannot take the place of what every line has", () => {
    const line = written(() =>
      structuredLog().log("info", "the message", { run: "a", level: "x", message: "y" }),
    ).at(-1);
    expect(line).toMatchObject({ level: "INFO", message: "the message", run: "a" });
  });

  test("nothing is written below its level", () => {
    const lines = written(() => {
      const { log } = structuredLog({ level: "WARN" });
      log("info", "no", {});
      log("warn", "yes", {});
    });
    expect(lines.map(({ message }) => message)).toEqual(["yes"]);
  });

  test("no secret is written, in the line or in a label", () => {
    const secrets = redaction();
    secrets.add("hunter2");
    const lines = written(() =>
      structuredLog({ redaction: secrets }).log("error", "hunter2 is wrong: postgres://me:other@db", {
        password: "third",
        why: "it is hunter2",
      }),
    );
    expect(lines).toMatchObject([
      {
        message: "[redacted] is wrong: postgres://me:[redacted]@db",
        password: "[redacted]",
        why: "it is [redacted]",
      },
    ]);
  });

  test("Lambda's request id is in each line", () => {
    const [line] = written(() => {
      const { log, addContext } = structuredLog();
      addContext({
        functionName: "load",
        functionVersion: "1",
        invokedFunctionArn: "arn:load",
        memoryLimitInMB: "512",
        awsRequestId: "request-1",
        callbackWaitsForEmptyEventLoop: true,
        logGroupName: "group",
        logStreamName: "stream",
        getRemainingTimeInMillis: () => 1000,
        done: () => {},
        fail: () => {},
        succeed: () => {},
      });
      log("info", "x", {});
    });
    expect(line).toMatchObject({ function_request_id: "request-1", function_name: "load" });
  });
});

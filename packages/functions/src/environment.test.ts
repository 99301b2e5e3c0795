import { expect, test } from "vitest";
import { environment } from "./environment.ts";

test("numbers are numbers, and what is absent has a default", () => {
  expect(environment({ WAYBILL_STAGE: "prod", WAYBILL_MEMORY_MB: "1500" })).toMatchObject({
    WAYBILL_STAGE: "prod",
    WAYBILL_MEMORY_MB: 1500,
    WAYBILL_WORK_FOLDER: "/tmp/waybill",
    WAYBILL_RETENTION_DAYS: 180,
  });
});

test("a value that cannot be is named", () => {
  expect(() => environment({ WAYBILL_MEMORY_MB: "much" })).toThrow(
    expect.objectContaining({
      code: "environment.malformed",
      why: expect.stringContaining("WAYBILL_MEMORY_MB"),
    }),
  );
});

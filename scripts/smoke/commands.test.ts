import { expect, test } from "vitest";
import { must, until, waybill } from "./commands.ts";

test("what is looked for is found, or told as missing", async () => {
  expect(await until("it is there", 1, () => "found")).toBe("found");
  await expect(until("it is there", 0, () => undefined)).rejects.toThrow(
    "after 0 s it is not so that it is there",
  );
});

test("what does not hold ends it with its message", () => {
  expect(() => must(true, "no")).not.toThrow();
  expect(() => must(false, "rows differ")).toThrow("rows differ");
});

test("a command's words come back, and a failure tells them", () => {
  expect(waybill("--help").stdout).toContain("waybill run");
  expect(() => waybill("lineage", "nonsense", "--state", "/nowhere/at/all")).toThrow(/ended with 2/);
});

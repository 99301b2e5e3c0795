import type { Metrics } from "@waybill/core";
import { expect, test } from "vitest";
import { labelled } from "./labelled.ts";

test("labels stand in every line and beside every number; a call's own go before them", () => {
  const told: unknown[] = [];
  const metrics: Metrics = {
    count: (...told1) => void told.push(told1),
    log: (...told1) => void told.push(told1),
  };
  const subject = labelled(metrics, { run: "a", stage: "load" });
  subject.count("rows", 3, { table: "t" });
  subject.log("info", "done", { stage: "complete" });
  expect(told).toEqual([
    ["rows", 3, { run: "a", stage: "load", table: "t" }],
    ["info", "done", { run: "a", stage: "complete" }],
  ]);
});

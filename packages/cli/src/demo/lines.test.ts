import { expect, test } from "vitest";
import { plainPaint } from "../terminal/paint.ts";
import { nextLines } from "./lines.ts";

const typed = (...words: string[]) => ["waybill", ...words].join(" ");

test("what to try next", () => {
  const lines = nextLines({ runId: "01JD", table: "flights", typed }, plainPaint);
  expect(lines).toEqual([
    "",
    "type next",
    "  waybill runs                          every run so far",
    "  waybill quarantine show 01JD          the rows that did not make it, and why",
    "  waybill query from flights limit 10   look into the warehouse",
    "  waybill events --run 01JD             what was announced, in its order",
    "  waybill check                         are the pipelines right?",
    "  waybill init data.csv                 a pipeline from a file of yours",
  ]);
});

test("where nothing was loaded there is no table to look into", () => {
  const lines = nextLines({ runId: "01JD", table: null, typed }, plainPaint);
  expect(lines.join("\n")).not.toContain("query");
});

import { expect, test } from "vitest";
import { plainPaint } from "../terminal/paint.ts";
import { widthOf } from "../terminal/text.ts";
import { showLines } from "./show-lines.ts";

const columns = (...names: string[]) => names.map((name) => ({ name, type: "VARCHAR" }));
const NONE = { parts: [], total: 0 };
const quarantine = {
  total: 3,
  parts: [
    {
      stage: "validate",
      unit: "flights#0",
      result: {
        columns: columns("id", "delay", "_waybill_partition", "_waybill_reasons"),
        rows: [
          [
            "7",
            null,
            0,
            JSON.stringify([
              { check: "delay.notNull", message: "delay is NULL" },
              { check: "id.unique", message: "7 is there twice" },
            ]),
          ],
        ],
      },
    },
  ],
};
const rejects = {
  total: 1,
  parts: [
    {
      stage: "extract",
      unit: "flights#0",
      result: {
        columns: columns("file", "line", "column", "text", "reason"),
        rows: [["data/f.csv", "12", "delay", "7,\tsoon", "soon is no number"]],
      },
    },
  ],
};

test("each row with what is wrong with it, and what could not be read", () => {
  expect(showLines({ quarantine, rejects }, null, plainPaint)).toEqual([
    "",
    "3 rows broke a rule",
    "  delay.notNull  delay is NULL",
    "  id.unique  7 is there twice",
    "    flights#0  id=7",
    "2 more: --limit 3",
    "",
    "1 row could not be read",
    "file        line  column  text      reason",
    "data/f.csv    12  delay   7,\\tsoon  soon is no number",
  ]);
});

test("nothing is said as such", () => {
  expect(showLines({ quarantine: NONE, rejects: NONE }, 80, plainPaint)).toEqual(["nothing was held back"]);
});

test("rejects fit the terminal", () => {
  for (const line of showLines({ quarantine: NONE, rejects }, 40, plainPaint)) {
    expect(widthOf(line)).toBeLessThanOrEqual(40);
  }
});

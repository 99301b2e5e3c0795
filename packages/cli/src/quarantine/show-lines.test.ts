import { expect, test } from "vitest";
import { plainPaint } from "../terminal/paint.ts";
import { widthOf } from "../terminal/text.ts";
import { showLines } from "./show-lines.ts";

const columns = (...names: string[]) => names.map((name) => ({ name, type: "VARCHAR" }));
const view = { width: null, paint: plainPaint, cwd: "/home/ann" };
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
        rows: [["/home/ann/data/f.csv", "12", "delay", "7,\tsoon", "soon is no number"]],
      },
    },
  ],
};

test("each row with what is wrong with it, and what could not be read", () => {
  expect(showLines({ quarantine, rejects }, view)).toEqual([
    "",
    "3 rows broke a rule",
    "  delay.notNull  delay is NULL",
    "  id.unique  7 is there twice",
    "    flights#0  id=7",
    "2 more: --limit 3",
    "",
    "1 row could not be read",
    "  data/f.csv:12  delay  soon is no number",
    "    7,\\tsoon",
  ]);
});

test("nothing is said as such", () => {
  expect(showLines({ quarantine: NONE, rejects: NONE }, view)).toEqual(["nothing was held back"]);
});

test("what is long is cut on a terminal, and whole in a file", () => {
  const long = {
    ...rejects,
    parts: rejects.parts.map((part) => ({ ...part, result: withText(part.result, "x".repeat(90)) })),
  };
  const onTerminal = showLines({ quarantine: NONE, rejects: long }, { ...view, width: 40 });
  expect(widthOf(onTerminal.at(-1) ?? "")).toBe(40);
  expect(showLines({ quarantine: NONE, rejects: long }, view).at(-1)).toBe(`    ${"x".repeat(90)}`);
});

const withText = ({ columns: names, rows }: (typeof rejects)["parts"][number]["result"], text: string) => ({
  columns: names,
  rows: rows.map((row) => row.map((value, i) => (names[i]?.name === "text" ? text : value))),
});

import { spawnSync } from "node:child_process";
import { isEvent, Loaded } from "@waybill/events";
import { expect, test } from "vitest";
import { typed } from "../command-line/typed.ts";
import { heldBack } from "../quarantine/artifacts.ts";
import { plainPaint } from "../terminal/paint.ts";
import { check, completed, planned, RUN, sampleRun } from "../testing/sample-run.ts";
import { type SummaryInput, summaryLines } from "./summary.ts";

const events = sampleRun();
const loaded = events.find((event) => isEvent(Loaded, event));
const held = heldBack(events).map((item) => ({ ...item, path: `/state/${item.unit}/${item.kind}.parquet` }));

const input = (more: Partial<SummaryInput>): SummaryInput => ({
  completed: completed(planned, { read: 100, rejected: 2, quarantined: 3, loaded: 95 }),
  loaded: loaded && isEvent(Loaded, loaded) ? loaded : null,
  heldBack: held,
  deadLetters: 0,
  showPath: (path) => path.slice(1),
  typed: (...words) => ["waybill", ...words].join(" "),
  canQuery: true,
  ...more,
});

test("a run that went well is told from the first row to the next thing to type", () => {
  const checks = [
    check("delay.between", { failed: 3, corrected: 4, example: "9999" }),
    check("at.fresherThan", { severity: "warn", failed: 1, example: "2001-01-01" }),
    check("id.notNull"),
  ];
  const end = completed(planned, { read: 100, rejected: 2, quarantined: 3, loaded: 95 }, { checks });
  expect(summaryLines(input({ completed: end }), plainPaint)).toEqual([
    "✓ flights completed in 6.0 s",
    "",
    "  read        100   17/s",
    "  rejected      2   could not be read",
    "  extracted    98",
    "  quarantined   3   broke a rule, kept with the reason",
    "  loaded       95   90 inserted, 5 updated",
    "",
    "checks that found something",
    "  delay.between   3 quarantined, 4 corrected  for example 9999",
    "  at.fresherThan  1 warned about              for example 2001-01-01",
    "",
    "the table's columns changed",
    "  city: added as VARCHAR",
    "",
    "loaded into",
    "  flights (merge) in duckdb:.waybill/warehouse.duckdb",
    "",
    "held back",
    "  2 rejects of flights#0  state/flights#0/rejects.parquet",
    "  3 rows of flights#0  state/flights#0/quarantine.parquet",
    "",
    "type next",
    `  waybill lineage ${RUN}           every hop of this run`,
    `  waybill quarantine show ${RUN}   the rows that were held back, and why`,
    `  waybill query from flights limit 10                  look at what was loaded`,
  ]);
});

test("a run that failed loaded nothing, and says so", () => {
  const end = completed(planned, { read: 100, rejected: 0, quarantined: 12, loaded: 0 }, { failed: true });
  const lines = summaryLines(
    input({ completed: end, loaded: null, heldBack: [], deadLetters: 2 }),
    plainPaint,
  );
  expect(lines[0]).toBe("✗ flights failed after 6.0 s");
  expect(lines).toContain("  loaded        0   nothing was loaded");
  expect(lines).not.toContain("loaded into");
  expect(lines.at(-1)).toBe(
    "  waybill dlq list                             2 events that nobody could deal with",
  );
});

test("what can be retried is said where units failed, and nowhere else", () => {
  const end = completed(planned, { read: 100, rejected: 0, quarantined: 0, loaded: 0 }, { failed: true });
  const told = (errorClass: "permanent" | "data-quality", code = "some.code") => {
    const reason = end.data.reason && { ...end.data.reason, class: errorClass, code };
    const run = { ...end, data: { ...end.data, reason } };
    return summaryLines(input({ completed: run, loaded: null }), plainPaint).join("\n");
  };
  expect(told("permanent")).toContain(`waybill retry ${RUN}  `);
  expect(told("permanent", "file.changed")).not.toContain("retry");
  expect(told("data-quality")).not.toContain("retry");
  expect(summaryLines(input({}), plainPaint).join("\n")).not.toContain("retry");
});

test("a table whose name is no plain word is quoted, for SQL and for the shell", () => {
  const [event] = [loaded].filter((found) => found !== undefined && isEvent(Loaded, found));
  const named =
    event && isEvent(Loaded, event) ? { ...event, data: { ...event.data, table: "my-table" } } : null;
  const lines = summaryLines(
    input({ loaded: named, typed: (...words) => typed("waybill", words) }),
    plainPaint,
  );
  const line = lines.find((text) => text.includes("query")) ?? "";
  const [command] = line.split("   look at");
  expect(command?.trimEnd()).toBe(`  waybill query 'from "my-table" limit 10'`);
  const { stdout } = spawnSync("bash", ["-c", `waybill() { printf '%s\\n' "$@"; }; ${command}`], {
    encoding: "utf8",
  });
  expect(stdout).toBe('query\nfrom "my-table" limit 10\n');
});

test("many files are counted, with the folder that holds them all", () => {
  const [item] = held;
  const many = Array.from({ length: 9 }, (_, i) => ({
    ...(item as (typeof held)[number]),
    path: `/state/run/flights/${i}/rejects.parquet`,
  }));
  const lines = summaryLines(input({ heldBack: many }), plainPaint);
  expect(lines).toContain("  18 rejects in 9 files below  state/run/flights");
  expect(lines.filter((line) => line.includes("rejects.parquet"))).toEqual([]);
});

test("a value that fails cannot draw on the terminal", () => {
  const checks = [check("a.b", { failed: 1, example: "\u001b[2Jx\ny" })];
  const end = completed(planned, { read: 1, rejected: 0, quarantined: 1, loaded: 0 }, { checks });
  expect(summaryLines(input({ completed: end }), plainPaint).join("\n")).toContain(
    "for example \\u001b[2Jx\\ny",
  );
});

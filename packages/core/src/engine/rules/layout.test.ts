import { describe, expect, test } from "vitest";
import type { Severity } from "../../quality/check.ts";
import { check, rulesOf } from "../testing/scratch.ts";
import { flagColumns } from "./flag.ts";
import { layout, ownColumns, weight } from "./layout.ts";

const many = (count: number, severity: Severity) =>
  Array.from({ length: count }, (_, i) => check(`c${i}.notNull`, { rule: "notNull" }, severity));
const correction = { column: "a", sql: "trim(a)" };

describe("the bits of a plan's checks", () => {
  test("rejects and the others are counted apart, corrections together", () => {
    const rules = rulesOf(
      [...many(1, "reject"), ...many(1, "warn"), ...many(1, "reject"), ...many(1, "fail")],
      [correction],
    );
    expect(layout(rules).map(({ failed, corrected }) => [failed.column, failed.bit, corrected?.bit])).toEqual(
      [
        ["_waybill_flags", 0, 0],
        ["_waybill_notes", 0, 1],
        ["_waybill_flags", 1, 2],
        ["_waybill_notes", 1, 3],
      ],
    );
    expect(ownColumns(rules)).toEqual(["_waybill_flags", "_waybill_notes", "_waybill_corrected"]);
  });

  test("what the whole run decides has no bit", () => {
    const unique = check("id.unique", { rule: "unique", columns: ["id"], keep: null });
    const count = check("rows.count", { rule: "count", min: 1, max: null, change: null });
    expect(layout(rulesOf([unique, count], [correction]))).toEqual([]);
    expect(ownColumns(rulesOf([unique, count], [correction]))).toEqual([]);
  });

  test("64 checks take a second column, 127 a third", () => {
    expect(flagColumns(rulesOf(many(63, "reject")))).toEqual(["_waybill_flags"]);
    expect(flagColumns(rulesOf(many(64, "reject")))).toEqual(["_waybill_flags", "_waybill_flags_2"]);
    expect(flagColumns(rulesOf(many(127, "reject")))).toHaveLength(3);
    expect(flagColumns(rulesOf(many(70, "warn")))).toEqual([]);
  });

  test("the highest bit keeps its digits", () => {
    expect(weight({ column: "_waybill_flags", bit: 62 })).toBe("4611686018427387904::BIGINT");
  });
});

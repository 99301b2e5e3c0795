import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ColumnType } from "../../../contract/column.ts";
import { daysIn, isDate, isTime } from "./calendar.ts";
import { byteRule, canonicalEnd } from "./canonical.ts";
import { engineRefuses } from "./engine-refuses.ts";
import { judgeOf, PLAIN_TEXT } from "./judge.ts";

const DECIMAL: ColumnType = { kind: "decimal", precision: 6, scale: 2 };
const ZONED: ColumnType = { kind: "timestamptz", js: "text" };

describe("texts that a type has", () => {
  test.each<[ColumnType, string[]]>([
    [{ kind: "int32" }, ["0", "-2147483648", " 12 ", "+5", "007", "1.", "1.0", "1e3"]],
    [{ kind: "int64" }, ["9223372036854775807", "-9223372036854775808", "9e18"]],
    [DECIMAL, ["1234.56", "-.5", "5.", "1.5000", "12e2", "0001.1"]],
    [{ kind: "double" }, ["1", "-1.5e-300", ".5", "1."]],
    [{ kind: "boolean" }, ["true", "F", "yes", "0"]],
    [
      { kind: "date" },
      [
        "2024-02-29",
        "0001-01-01",
        "9999-12-31",
        "2024-2-9",
        "2024/02/29",
        "2024-02-29 00:00:00",
        "2024-02-29T00:00:00Z",
      ],
    ],
    [{ kind: "time" }, ["00:00", "23:59:59.999999", "1:02:03", "10:00:00.1000000"]],
    [
      { kind: "timestamp" },
      ["2024-02-29", "2024-02-29 10:00", "2024-02-29T10:00:00.123456", "2024-02-29 10:00:00Z"],
    ],
    [ZONED, ["2024-02-29 10:00:00", "2024-02-29T10:00:00+0530", "2024-02-29T10:00:00-15:59"]],
    [{ kind: "uuid" }, ["6BA7B810-9dad-11d1-80b4-00c04fd430c8"]],
    [{ kind: "json" }, ["{}", "1.50", '"x"']],
    [{ kind: "bytes" }, ["", "abc", "\\x00\\xfF"]],
    [{ kind: "text" }, ["", "anything"]],
  ])("%o", (type, texts) => {
    const judge = judgeOf(type);
    expect(texts.filter((text) => judge(text) !== null)).toEqual([]);
  });
});

describe("why a text is not read", () => {
  test.each<[ColumnType, string, string]>([
    [{ kind: "int32" }, "1.5", '"1.5" has digits after the point: a whole number is expected'],
    [{ kind: "int32" }, "0x10", '"0x10" is not a whole number'],
    [{ kind: "int32" }, "2147483648", '"2147483648" does not fit into 32 bits'],
    [{ kind: "int64" }, "1e99", '"1e99" does not fit into 64 bits'],
    [DECIMAL, "1.234", '"1.234" has more than 2 digits after the point'],
    [{ ...DECIMAL, scale: 1 }, "1.23", '"1.23" has more than 1 digit after the point'],
    [DECIMAL, "12345.6", '"12345.6" has more than 4 digits before the point'],
    [DECIMAL, "1e4", '"1e4" has more than 4 digits before the point'],
    [DECIMAL, "1e-2", '"1e-2" has an exponent'],
    [DECIMAL, "1,5", '"1,5" is not a decimal number'],
    [{ kind: "double" }, "1e400", '"1e400" is too large'],
    [{ kind: "float32" }, "1e39", '"1e39" is too large'],
    [{ kind: "double" }, "NaN", '"NaN" is not a number'],
    [{ kind: "boolean" }, "on", '"on" is neither true nor false'],
    [{ kind: "date" }, "2023-02-29", '"2023-02-29" is not a date, as 2024-01-31 is'],
    [{ kind: "date" }, "99-01-01", '"99-01-01" is not a date, as 2024-01-31 is'],
    [{ kind: "date" }, "2024-02-29 10:00:00", '"2024-02-29 10:00:00" has a time of day: a date is expected'],
    [{ kind: "time" }, "24:00:00", '"24:00:00" is not a time, as 23:59:59 is'],
    [{ kind: "time" }, "10:00:00.1234567", '"10:00:00.1234567" is finer than a microsecond'],
    [
      { kind: "timestamp" },
      "2024-02-29 10:00:00+02",
      '"2024-02-29 10:00:00+02" has an offset: a timestamp without one is expected',
    ],
    [
      { kind: "timestamp" },
      "2024-02-29 10:00:00.1234567",
      '"2024-02-29 10:00:00.1234567" is finer than a microsecond',
    ],
    [
      ZONED,
      "2024-02-30 10:00:00Z",
      '"2024-02-30 10:00:00Z" is not a timestamp, as 2024-01-31 23:59:59+00:00 is',
    ],
    [{ kind: "uuid" }, "x", '"x" is not a UUID'],
    [{ kind: "json" }, "{", '"{" is not JSON'],
    [{ kind: "bytes" }, "é", '"é" are not bytes in the form \\x0A\\xFF'],
  ])("%o: %s", (type, text, reason) => {
    expect(judgeOf(type)(text)).toBe(reason);
  });

  test("a long value is cut", () => {
    expect(judgeOf({ kind: "int" })("x".repeat(1000))).toBe(`"${"x".repeat(100)}…" is not a whole number`);
  });

  test("a decimal comma", () => {
    const judge = judgeOf(DECIMAL, { ...PLAIN_TEXT, decimalSeparator: "," });
    expect(judge("1,5")).toBeNull();
    expect(judge("1.5")).toBe('"1.5" is not a decimal number');
  });
});

describe("the calendar", () => {
  test("is JavaScript's", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9999 }), fc.integer({ min: 1, max: 12 }), (year, month) => {
        const date = new Date(0);
        date.setUTCFullYear(year, month, 0);
        expect(daysIn(year, month)).toBe(date.getUTCDate());
      }),
    );
  });

  test("has no year 0, no month 13, no day 0, no hour 24", () => {
    expect([isDate("0000", "1", "1"), isDate("2024", "13", "1"), isDate("2024", "1", "0"), isDate()]).toEqual(
      [false, false, false, false],
    );
    expect([isTime("23", "59", "59"), isTime("24", "0", "0"), isTime("0", "60", "0")]).toEqual([
      true,
      false,
      false,
    ]);
  });
});

describe("the usual form of a text, by its bytes", () => {
  const TYPES: readonly ColumnType[] = [
    { kind: "int64" },
    DECIMAL,
    { kind: "double" },
    { kind: "date" },
    { kind: "time" },
    { kind: "timestamp" },
    ZONED,
  ];
  const isUsual = (type: ColumnType, text: string) => {
    const bytes = Buffer.from(`${text},`);
    return canonicalEnd(byteRule(type, PLAIN_TEXT), bytes, 0) === bytes.length - 1;
  };

  test.each<[ColumnType, string[]]>([
    [{ kind: "int64" }, ["0", "-15", "007"]],
    [DECIMAL, ["1", "1.5", "-0.25"]],
    [{ kind: "double" }, ["1", "-1.123456789"]],
    [{ kind: "date" }, ["2024-02-29"]],
    [{ kind: "time" }, ["23:59:59", "00:00:00.123456"]],
    [{ kind: "timestamp" }, ["2024-02-29 10:00:00", "2024-02-29T10:00:00.5"]],
    [ZONED, ["2024-02-28 10:00:00", "2024-02-28T10:00:00Z", "2024-02-28T10:00:00.5-05:30"]],
  ])("%o", (type, texts) => {
    expect(texts.filter((text) => !isUsual(type, text))).toEqual([]);
  });

  test("is judged readable, or the engine refuses it because it is out of range", () => {
    const unit = fc.constantFrom(..."0123456789-:.T +Z");
    const near = fc.constantFrom(
      "2024-02-28T10:00:00Z",
      "2024-02-28",
      "23:59:59.123456",
      "-12.50",
      "2024-66-58 10:00:00+00:00",
    );
    const text = fc.oneof(
      fc.string({ unit, maxLength: 26 }),
      fc
        .tuple(near, fc.nat(24), fc.string({ unit, maxLength: 2 }))
        .map(([text, at, more]) => text.slice(0, at) + more + text.slice(at + more.length)),
    );
    fc.assert(
      fc.property(fc.constantFrom(...TYPES), text, (type, value) => {
        fc.pre(isUsual(type, value));
        const reason = judgeOf(type)(value);
        if (reason !== null)
          expect(reason).toMatch(/does not fit|before the point|is not a (date|timestamp)/);
      }),
      { numRuns: 5000 },
    );
  });
});

describe("what the engine refuses by itself", () => {
  test.each<[ColumnType, string, boolean]>([
    [{ kind: "int32" }, "abc", true],
    [{ kind: "int32" }, "", true],
    [{ kind: "int32" }, "1,5", true],
    [{ kind: "int32" }, "1.5", false],
    [{ kind: "int32" }, "0xFF", false],
    [{ kind: "int32" }, "1_000", false],
    [{ kind: "double" }, "inf", false],
    [{ kind: "double" }, "n/a", true],
    [{ kind: "date" }, "n/a", true],
    [{ kind: "date" }, "infinity", false],
    [{ kind: "date" }, "epoch", false],
    [{ kind: "date" }, "99-01-01", false],
    [{ kind: "uuid" }, "x", true],
    [{ kind: "json" }, "[1,]", false],
  ])("%o: %j", (type, text, expected) => {
    expect(engineRefuses(type, text, ".")).toBe(expected);
  });

  test("a point is a point only where it is one", () => {
    expect(engineRefuses(DECIMAL, "1,555", ",")).toBe(false);
    expect(engineRefuses(DECIMAL, "1,555", ".")).toBe(true);
  });
});

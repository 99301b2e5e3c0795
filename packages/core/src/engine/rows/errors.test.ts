import { describe, expect, test } from "vitest";
import type { RowFunction } from "../../transform/step.ts";
import { ROWS_ERROR } from "./index.ts";
import { column, connected, rowsOf, stepOf } from "./testing/steps.ts";

const N = column("n", "int");
const LATE = column("late", "boolean", false);
const NOTE = column("note", "text");

/** What a row says whose function returns or throws this. */
async function said(each: () => unknown): Promise<unknown> {
  const step = stepOf([N], [LATE, NOTE], each as unknown as RowFunction);
  const rows = await rowsOf(step, "(SELECT 7 AS n)", "n");
  expect(rows).toEqual([{ n: 7, late: null, note: null, [ROWS_ERROR]: rows[0]?.[ROWS_ERROR] }]);
  return rows[0]?.[ROWS_ERROR];
}

const thrower = (thrown: unknown) => () => {
  throw thrown;
};
const cycle: Record<string, unknown> = {};
cycle.self = cycle;
class Odd extends Error {
  override get message(): string {
    throw new Error("not even this");
  }
}

describe("what a function throws becomes the row's error", () => {
  test.each<[string, () => unknown, string]>([
    ["an error", thrower(new TypeError("three")), "TypeError: three"],
    ["a text", thrower("just text"), "thrown: just text"],
    ["nothing", thrower(undefined), "thrown: undefined"],
    ["null", thrower(null), "thrown: null"],
    ["an object", thrower({ code: 5 }), 'thrown: {"code":5}'],
    ["a cycle", thrower(cycle), "thrown: [object Object]"],
    ["a symbol", thrower(Symbol("s")), "thrown: Symbol(s)"],
    ["an error that cannot be read", thrower(new Odd()), "thrown: a value that cannot be shown"],
    ["a long message", thrower(new Error("x".repeat(5000))), `Error: ${"x".repeat(993)}…`],
  ])("%s", async (_, each, message) => expect(await said(each)).toBe(message));

  test("a getter of the result that throws", async () => {
    const trap = {
      late: true,
      get note() {
        throw new RangeError("in a getter");
      },
    };
    expect(await said(() => trap)).toBe("RangeError: in a getter");
  });

  test("the second of many that throws takes the first with it", async () => {
    const trap = {
      get late() {
        throw new Error("second");
      },
    };
    expect(await said(() => [{ late: true, note: "first" }, trap])).toBe("Error: second");
  });
});

describe("what is no result becomes the row's error", () => {
  test.each<[string, unknown, string]>([
    [
      "undefined",
      undefined,
      "WrongResult: expected a row, a list of rows or null, got undefined; return null to drop the row",
    ],
    ["a number", 5, "WrongResult: expected a row, a list of rows or null, got 5 (number)"],
    ["a list of null", [null], "WrongResult: expected a row, a list of rows or null, got null"],
    ["a Map", new Map(), "WrongResult: expected a row, a list of rows or null, got an object (Map)"],
    ["a missing value", {}, "MissingValue: late: expected true or false, got undefined"],
    ["a null", { late: null }, "MissingValue: late: expected true or false, got null"],
    ["a wrong type", { late: "yes" }, 'WrongType: late: expected true or false, got "yes" (text)'],
    [
      "a wrong one of many",
      [{ late: true }, { late: 1 }],
      "WrongType: late: expected true or false, got 1 (number)",
    ],
    [
      "a cycle where text is due",
      { late: true, note: cycle },
      "WrongType: note: expected text, got an object",
    ],
    [
      "another column",
      { late: true, lated: 1 },
      "ExtraColumn: lated: the step does not add this column; name it in `adds`, or leave it out",
    ],
  ])("%s", async (_, returned, message) => expect(await said(() => returned)).toBe(message));

  test("a promise, whose rejection hurts nobody", async () => {
    expect(await said(() => Promise.reject(new Error("unheard")))).toContain(
      "AsyncFunction: the function returned a promise",
    );
  });
});

test("a value that JavaScript cannot hold exactly becomes the row's error", async () => {
  const step = stepOf([N], [NOTE], ({ n }) => ({ note: String(n) }));
  expect(await rowsOf(step, "(SELECT unnest([1, 9007199254740993]) AS n)", "n")).toEqual([
    { n: 1n, note: "1", [ROWS_ERROR]: null },
    {
      n: 9007199254740993n,
      note: null,
      [ROWS_ERROR]:
        "UnreadableValue: n: expected a whole number up to 2^53 - 1 (a column of int64 holds more), got 9007199254740993n (bigint)",
    },
  ]);
});

test("rows with errors stand among the others, each with what passes by", async () => {
  const step = stepOf([N], [LATE, NOTE], ({ n }) => {
    if (Number(n) % 5 === 0) throw new Error(`row ${n}`);
    if (Number(n) % 7 === 0) return { late: n } as never;
    return Array.from({ length: Number(n) % 3 }, () => ({ late: true, note: `n is ${n}, a longer text` }));
  });
  const connection = await connected();
  const { registerRows } = await import("./index.ts");
  const sql = registerRows(connection, step).call("(SELECT range AS n FROM range(20000))");
  const [found] = await connection.all(`SELECT
    count(*) FILTER (n % 5 = 0 AND ${ROWS_ERROR} = 'Error: row ' || n AND late IS NULL) AS thrown,
    count(*) FILTER (n % 5 <> 0 AND n % 7 = 0 AND ${ROWS_ERROR} LIKE 'WrongType: late%' AND late IS NULL) AS wrong,
    count(*) FILTER (n % 5 <> 0 AND n % 7 <> 0 AND ${ROWS_ERROR} IS NULL AND late AND note = 'n is ' || n || ', a longer text') AS good,
    count(*) AS all FROM (${sql})`);
  const numbers = Array.from({ length: 20_000 }, (_, n) => n);
  const thrown = numbers.filter((n) => n % 5 === 0).length;
  const wrong = numbers.filter((n) => n % 5 !== 0 && n % 7 === 0).length;
  const good = numbers.filter((n) => n % 5 !== 0 && n % 7 !== 0).reduce((sum, n) => sum + (n % 3), 0);
  expect(found).toEqual({
    thrown: BigInt(thrown),
    wrong: BigInt(wrong),
    good: BigInt(good),
    all: BigInt(thrown + wrong + good),
  });
});

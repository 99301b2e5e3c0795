import fc from "fast-check";
import { expect, it } from "vitest";
import { equal, folded, identifier, text, timestamp } from "./words.ts";

/** Reads a quoted string as Redshift does: a backslash takes what follows as it is, two quotes are one. */
function read(sql: string): string {
  let value = "";
  for (let at = 1; at < sql.length - 1; at++) {
    const escaped = sql[at] === "\\" || sql[at] === "'";
    if (escaped) at++;
    if (at >= sql.length - 1) throw new Error("the string ends within itself");
    value += sql[at];
  }
  return value;
}

it("a text comes back whatever it holds, but for NUL", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (value) => read(text(value)) === value.replaceAll("\0", "")),
  );
  expect(text("it's a \\ ")).toBe("'it''s a \\\\ '");
});

it("a name never ends early, and letters of ASCII are small", () => {
  expect(identifier('Say "HI"; É')).toBe('"say ""hi""; É"');
  fc.assert(
    fc.property(fc.string(), (name) => {
      expect(identifier(name).slice(1, -1).replaceAll('""', "")).not.toContain('"');
      expect(folded(folded(name))).toBe(folded(name));
    }),
  );
});

it("compares by column, and writes times in UTC", () => {
  expect(equal("a", "b", ["x", "Y"])).toBe('a."x" = b."x" AND a."y" = b."y"');
  expect(timestamp(Date.UTC(2026, 0, 2, 3, 4, 5, 6))).toBe(
    "CAST('2026-01-02 03:04:05.006+00' AS TIMESTAMPTZ)",
  );
});

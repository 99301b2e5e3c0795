import { isAbsolute, join, relative } from "node:path";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { errorOf } from "../testing/error-of.ts";
import { checkKey, checkPrefix, keyOf, uriOf } from "./key.ts";

const names = fc.array(fc.string({ minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 4 });
const accepted = (key: string): boolean => {
  try {
    checkKey(key);
    return true;
  } catch {
    return false;
  }
};

describe("keys", () => {
  test("a uri leads back to its key", () =>
    fc.assert(
      fc.property(names, (parts) => {
        const key = parts.join("/");
        fc.pre(accepted(key));
        expect(keyOf(uriOf(key))).toBe(key);
      }),
    ));

  test("whatever the key, it never leads out of the store, nor to a draft", () =>
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom("a", "..", ".", "", ".drafts", "b.c", "/"), { maxLength: 6 }),
        (parts) => {
          const key = parts.join("/");
          fc.pre(accepted(key));
          const inside = relative("/store", join("/store", key));
          expect(inside).toBe(key);
          expect(inside.startsWith("..") || isAbsolute(inside) || inside.includes(".drafts")).toBe(false);
        },
      ),
    ));

  test.each(["", "/", "a/", "/a", "a//b", "..", "a/../b", ".a", "a/.b", "a\\b", "a\0b"])(
    "%j is none, and is named",
    (key) => {
      const error = errorOf(() => checkKey(key));
      expect(error).toMatchObject({ class: "permanent", code: "object.key", where: key });
      expect(error.message).toContain(JSON.stringify(key));
    },
  );

  test.each(["a", "run1/flights/0/rows.parquet", "with space/ä🚚", "a#b", "a..b"])("%j is one", (key) => {
    expect(checkKey(key)).toBe(key);
  });

  test("a prefix may be empty, and may end in a slash", () => {
    for (const prefix of ["", "a", "a/", "a/b", "a/b/"]) expect(checkPrefix(prefix)).toBe(prefix);
    for (const prefix of ["/", "../", "a//", ".drafts/"])
      expect(errorOf(() => checkPrefix(prefix)).code).toBe("object.key");
  });

  test("another store's uri is said to be that", () => {
    expect(errorOf(() => keyOf("s3://bucket/a"))).toMatchObject({
      code: "object.foreign",
      where: "s3://bucket/a",
    });
  });
});

import { deterministicUlid } from "@waybill/events";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkKey, checkPrefix, Keys } from "./key.ts";
import { keyLayout } from "./layout.ts";

const RUN = deterministicUlid(Date.UTC(2024, 0, 31), "flights");
const keys = new Keys("waybill-artifacts", keyLayout("staging/flights"));

test("a URI says bucket, root, day and run, with the key as it is", () => {
  expect(keys.uriOf(`${RUN}/a b+ü.json`)).toBe(
    `s3://waybill-artifacts/staging/flights/dt=2024-01-31/${RUN}/a b+ü.json`,
  );
});

test("a URI leads back to its key", () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 4 }),
      (names) => {
        const key = [RUN, ...names.map((name) => `x${name.replaceAll(/[/\\\0]/g, "")}`)].join("/");
        fc.pre(key.isWellFormed());
        expect(keys.keyOf(keys.uriOf(key))).toBe(key);
      },
    ),
  );
});

test.each(["", "/", "a/", "/a", "a//b", "..", "a/../b", ".a", "a/.b", "a\\b", "a\0b", "\ud800"])(
  "%j is no key",
  (key) => {
    expect(() => checkKey(key)).toThrow(expect.objectContaining({ code: "object.key", where: key }));
  },
);

test("a key that S3 would not take is none", () => {
  expect(() => keys.toBucket(`${RUN}/${"ü".repeat(500)}`)).toThrow(
    expect.objectContaining({ code: "object.key", why: expect.stringMatching(/1024 bytes/) }),
  );
});

test("a prefix may be empty, and may end in a slash", () => {
  for (const prefix of ["", "a", "a/", "a/b"]) expect(checkPrefix(prefix)).toBe(prefix);
  for (const prefix of ["/", "../", "a//"])
    expect(() => checkPrefix(prefix)).toThrow(expect.objectContaining({ code: "object.key" }));
});

describe("a URI of something else", () => {
  test.each([
    "s3://other/staging/flights/run1/a",
    "s3://waybill-artifacts/staging/orders/run1/a",
    "s3://waybill-artifacts-2/staging/flights/run1/a",
    "local:run1/a",
    "",
  ])("%s", (uri) => {
    expect(() => keys.keyOf(uri)).toThrow(
      expect.objectContaining({
        code: "object.foreign",
        why: "what this store holds lies below s3://waybill-artifacts/staging/flights/",
      }),
    );
  });
});

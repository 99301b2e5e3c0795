import * as fc from "fast-check";
import { expect, test } from "vitest";
import { DataQuality, Permanent, Transient, Usage, type WaybillError } from "../../errors.ts";
import { decodeError, encodeError } from "./error-codec.ts";

const across = (thrown: unknown): Error => decodeError(structuredClone(encodeError(thrown)));

const optional = fc.option(fc.string(), { nil: undefined });
test.each([Transient, Permanent, DataQuality, Usage])("%o keeps its class and every field", (Class) => {
  fc.assert(
    fc.property(fc.string(), fc.string(), optional, optional, optional, (code, message, where, why, next) => {
      const error: WaybillError = new Class(code, message, { where, why, next });
      const decoded = across(error);
      expect(decoded).toBeInstanceOf(Class);
      expect({ ...decoded }).toEqual({ ...error });
      expect([decoded.message, decoded.name, decoded.stack]).toEqual([message, error.name, error.stack]);
    }),
  );
});

test("a chain of causes keeps its texts", () => {
  const decoded = across(
    new Permanent("a", "outer", { cause: new TypeError("middle", { cause: new Transient("c", "inner") }) }),
  );
  expect(decoded.cause).toMatchObject({ name: "TypeError", message: "middle" });
  expect((decoded.cause as Error).cause).toBeInstanceOf(Transient);
  expect((decoded.cause as Error).cause).toMatchObject({ code: "c", message: "inner" });
});

test("a chain of causes that has no end is cut", () => {
  const error = new Error("again");
  error.cause = error;
  let depth = 0;
  for (let each: unknown = across(error); each instanceof Error; each = each.cause) depth += 1;
  expect(depth).toBe(9);
});

test.each(["just text", undefined, null, 5])("%s, thrown, is an error that says it", (thrown) => {
  expect(across(thrown)).toMatchObject({ name: "Error", message: String(thrown) });
});

import { describe, expect, test } from "vitest";
import { guarded } from "./guarded.ts";

class Missing extends Error {}
const columns = guarded({ id: 1, name: 2 }, (name) => new Missing(name));
const any = columns as unknown as Record<string, number>;

describe("a guarded object", () => {
  test("has what it has", () => {
    const { id, ...rest } = columns;
    expect([id, rest]).toEqual([1, { name: 2 }]);
    expect(Object.keys(columns)).toEqual(["id", "name"]);
    expect("idd" in columns).toBe(false);
  });

  test("throws for what it has not, also for what all objects inherit", () => {
    expect(() => any.idd).toThrow(new Missing("idd"));
    expect(() => any.constructor).toThrow(Missing);
    expect(() => {
      const { nam } = any;
      return nam;
    }).toThrow(new Missing("nam"));
  });
});

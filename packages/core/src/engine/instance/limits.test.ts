import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { openDatabase } from "../database.ts";
import { limitsFor } from "./limits.ts";

const GIB = 2 ** 30;

describe("the engine's limits", () => {
  test("two instances together stay below what the machine or container allows", () => {
    fc.assert(
      fc.property(fc.integer({ min: GIB, max: 1024 * GIB }), (allowed) => {
        const mib = Number.parseInt(limitsFor({}, allowed).memoryLimit, 10);
        expect(2 * mib * 2 ** 20).toBeLessThan(allowed);
        expect(2 * mib * 2 ** 20).toBeGreaterThan(allowed / 2);
      }),
    );
  });

  test("a small machine still gets enough to start", () => {
    expect(limitsFor({}, 1).memoryLimit).toBe("64MiB");
  });

  test.each([
    ["512MB", "488MiB"],
    ["512 MiB", "512MiB"],
    ["1.5gb", "1430MiB"],
    ["2GiB", "2048MiB"],
  ])("%s is %s", (given, expected) => {
    expect(limitsFor({ memoryLimit: given }).memoryLimit).toBe(expected);
  });

  test.each(["", "lots", "512", "1MB", "-1GB", "80%"])("%j is refused, with an example", (given) => {
    expect(() => limitsFor({ memoryLimit: given })).toThrow(
      expect.objectContaining({ code: "engine.memory-setting", next: "write --memory 512MB" }),
    );
  });

  test("threads", () => {
    expect(limitsFor({ threads: 3 }).threads).toBe(3);
    expect(limitsFor({}).threads).toBeGreaterThan(0);
    for (const threads of [0, 1.5, Number.NaN, 1025]) {
      expect(() => limitsFor({ threads })).toThrow(
        expect.objectContaining({ code: "engine.threads-setting" }),
      );
    }
  });

  test("the engine takes what comes out of it", async () => {
    const database = await openDatabase({
      ...limitsFor({ memoryLimit: "512MB", threads: 2 }),
      tempDirectory: "/tmp",
    });
    const connection = await database.connect();
    const [row] = await connection.values(
      "SELECT current_setting('memory_limit'), current_setting('threads')",
    );
    expect(row).toEqual(["488.0 MiB", 2n]);
    connection.close();
    database.close();
  });
});

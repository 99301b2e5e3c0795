import { spawnSync } from "node:child_process";
import { delimiter, join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { programName, typed } from "./typed.ts";

test("the program is called by its name where the shell finds it", () => {
  const env = { PATH: ["/bin", "/opt/waybill"].join(delimiter) };
  expect(programName(env, (path) => path === join("/opt/waybill", "waybill"))).toBe("waybill");
  expect(programName(env, () => false)).toBe("npx waybill");
  expect(programName({ ...env, npm_command: "start" }, () => true)).toBe("npx waybill");
});

test("what a shell would take for something else is quoted", () => {
  expect(typed("waybill", ["lineage", "01JD"])).toBe("waybill lineage 01JD");
  expect(typed("waybill", ["query", "from flights limit 10"])).toBe('waybill query "from flights limit 10"');
  // Double quotes inside of single ones mean themselves in bash and in PowerShell.
  expect(typed("waybill", ["query", 'from "my-table" limit 10'])).toBe(
    `waybill query 'from "my-table" limit 10'`,
  );
});

test("a shell reads back what was typed, whatever it was", () => {
  const words = fc.array(
    fc.string({ minLength: 1 }).filter((word) => !word.includes("\0")),
    { minLength: 1, maxLength: 4 },
  );
  fc.assert(
    fc.property(words, (given) => {
      const { stdout } = spawnSync("sh", ["-c", typed("printf '%s\\0'", given)], { encoding: "utf8" });
      expect(stdout.split("\0").slice(0, -1)).toEqual(given);
    }),
    { numRuns: 30 },
  );
});

import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { compilePattern, InvalidPattern } from "./index.ts";

interface Vector {
  readonly name: string;
  readonly expect: "match" | "no-match" | "invalid";
  readonly pattern: unknown;
  readonly event: unknown;
}

const file = new URL("../../../../../shared/vectors/eventbridge-patterns.json", import.meta.url);
const vectors: Vector[] = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : [];

function outcome({ pattern, event }: Vector): Vector["expect"] {
  try {
    return compilePattern(pattern).matches(event) ? "match" : "no-match";
  } catch (error) {
    if (error instanceof InvalidPattern) return "invalid";
    throw error;
  }
}

describe("the cases that LocalStack validated against AWS", () => {
  if (vectors.length === 0) {
    test("are run", ({ skip }) => skip("../shared/vectors/eventbridge-patterns.json is not here"));
  }
  test.each(vectors)("$name", (vector) => expect(outcome(vector)).toBe(vector.expect));
});

import { expect, test } from "vitest";
import { versionIn } from "./java.ts";

test.each([
  ['openjdk version "17.0.15" 2025-04-15', 17],
  ['java version "1.8.0_402"', 1],
  ['openjdk version "21" 2023-09-19', 21],
  ["javac 17.0.15", 17],
  ["command not found", 0],
  [undefined, 0],
])("of %j the version is %i", (said, version) => expect(versionIn(said)).toBe(version));

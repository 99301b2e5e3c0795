import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { errorOf } from "../testing/error-of.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { answered, askedFor, askFor } from "./asked.ts";

test("what was asked for is known until it is answered, pipeline by pipeline", () => {
  using folder = temporaryFolder();
  expect(askedFor(folder.path, "orders")).toEqual([]);
  askFor(folder.path, "orders", "RUN1");
  askFor(folder.path, "visits", "RUN2");
  expect(askedFor(folder.path, "orders")).toEqual(["RUN1"]);
  answered(folder.path, "orders", "RUN1");
  expect(askedFor(folder.path, "orders")).toEqual([]);
  expect(askedFor(folder.path, "visits")).toEqual(["RUN2"]);
});

test("of several that were asked for the newest comes first; asking twice is asking once", () => {
  using folder = temporaryFolder();
  for (const run of ["RUN1", "RUN3", "RUN2", "RUN3"]) askFor(folder.path, "orders", run);
  expect(askedFor(folder.path, "orders")).toEqual(["RUN3", "RUN2", "RUN1"]);
  answered(folder.path, "orders", "RUN2");
  expect(askedFor(folder.path, "orders")).toEqual(["RUN3", "RUN1"]);
});

test("an answer that nobody waits for is none", () => {
  using folder = temporaryFolder();
  answered(folder.path, "orders", "RUN1");
  expect(readdirSync(folder.path)).toEqual([]);
});

test("a folder that cannot be used is told with its place", () => {
  using folder = temporaryFolder();
  writeFileSync(join(folder.path, "asked"), "");
  const error = errorOf(() => askFor(folder.path, "orders", "RUN1"));
  expect(error.code).toMatch(/^state\./);
  expect(error.where).toBe(join(folder.path, "asked", "orders", "RUN1"));
});

import { describe, expect, test } from "vitest";
import { Usage } from "../errors.ts";
import { toWaybillError } from "./failure.ts";

describe("what the engine throws", () => {
  test.each([
    ["Out of Memory Error: failed to allocate 256.0 KiB", "permanent", "engine.out-of-memory"],
    ["IO Error: Could not write: No space left on device", "permanent", "object.no-space"],
    ["Out of Memory Error: exceeds max_temp_directory_size", "permanent", "object.no-space"],
    ["INTERRUPT Error: Interrupted!", "transient", "engine.interrupted"],
    ['Permission Error: Cannot access file "/etc/passwd"', "permanent", "sql.forbidden"],
    ['IO Error: No files found that match the pattern "/a/b.parquet"', "permanent", "file.missing"],
    ["Invalid Input Error: No magic bytes found at end of file '/a/b.parquet'", "permanent", "file.damaged"],
    ["IO Error: Cannot open file", "transient", "engine.io"],
    ["Binder Error: no such column\n\nLINE 1: select x", "permanent", "sql.failed"],
  ])("%s", (message, kind, code) => {
    const error = toWaybillError(new Error(message), "SELECT 1");
    expect(error).toMatchObject({ class: kind, code });
    expect(error.message).not.toContain("LINE 1");
  });

  test("a memory limit that is too small names the setting to change", () => {
    expect(toWaybillError(new Error("Out of Memory Error: …")).next).toContain("--memory 2GB");
  });

  test("a file is named", () => {
    const error = toWaybillError(
      new Error("Invalid Input Error: No magic bytes found at end of file '/a/b.parquet'"),
    );
    expect(error.message).toBe("/a/b.parquet is not a whole Parquet file");
    expect(error.where).toBe("/a/b.parquet");
  });

  test.each([
    ['IO Error: No files found that match the pattern "/a/b.parquet"', "waybill retry <run>"],
    ["Invalid Input Error: No magic bytes found at end of file '/a/b.parquet'", "waybill retry <run>"],
  ])("%s: says what to type once it is mended", (message, next) => {
    expect(toWaybillError(new Error(message)).next).toContain(next);
  });

  test("of a long statement the beginning is shown", () => {
    expect(toWaybillError(new Error("Parser Error: x"), "x".repeat(999)).where).toHaveLength(201);
  });

  test("an error of ours stays as it is", () => {
    const error = new Usage("a", "b");
    expect(toWaybillError(error)).toBe(error);
  });
});

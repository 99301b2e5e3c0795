import { readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Permanent } from "@waybill/core";
import { describe, expect, test } from "vitest";
import { diskFailure, freeSpace, hasCode, isSystemError } from "./failure.ts";

const doing = { area: "object", doing: "write an artifact", path: join(tmpdir(), "not/there/yet") } as const;
const refused = (code: string) =>
  Object.assign(new Error(`${code}: refused`), { code, syscall: "write", errno: -1 });

describe("diskFailure", () => {
  test.each([
    ["ENOSPC", "permanent", "object.no-space", "the disk is full"],
    ["EDQUOT", "permanent", "object.no-space", "the disk is full"],
    ["EACCES", "permanent", "object.no-permission", "not allowed to write an artifact"],
    ["EPERM", "permanent", "object.no-permission", "not allowed to write an artifact"],
    ["EROFS", "permanent", "object.read-only", "the disk is read-only"],
    ["EIO", "transient", "object.unavailable", "cannot write an artifact"],
    ["EMFILE", "transient", "object.unavailable", "cannot write an artifact"],
  ])("%s is %s %s", (code, errorClass, expected, message) => {
    const failure = diskFailure(refused(code), doing);
    expect(failure).toMatchObject({ class: errorClass, code: expected, where: doing.path });
    expect(failure).toMatchObject({
      message: expect.stringContaining(message),
      next: expect.stringMatching(/\w/),
    });
  });

  test("a full disk says how much is free, and where", () => {
    expect(diskFailure(refused("ENOSPC"), doing)).toMatchObject({
      why: expect.stringMatching(/^\d+ MB are free on the disk of /),
    });
  });

  test("what the system did not refuse stays what it is", () => {
    const errors = [new Permanent("a.b", "ours"), new TypeError("a mistake"), null, refused("")];
    for (const error of errors.slice(0, 3)) expect(diskFailure(error, doing)).toBe(error);
  });

  test("a real refusal is one", () => {
    const error = (() => {
      try {
        return readFileSync(doing.path);
      } catch (thrown) {
        return thrown;
      }
    })();
    expect(isSystemError(error)).toBe(true);
    expect(hasCode(error, "EACCES", "ENOENT")).toBe(true);
    expect(hasCode(error, "EACCES")).toBe(false);
    expect(hasCode(new Error("ENOENT"), "ENOENT")).toBe(false);
  });
});

test("freeSpace finds the disk of a path that is not there yet", () => {
  expect(freeSpace(doing.path)).toContain(tmpdir());
});

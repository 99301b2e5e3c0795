import { Transient } from "@waybill/core";
import { describe, expect, test } from "vitest";
import { sqliteFailure } from "./failure.ts";

const thrown = (errcode: number) => Object.assign(new Error("what SQLite says"), { errcode });
const SQLITE_IOERR_WRITE = 10 | (3 << 8);
const SQLITE_BUSY_SNAPSHOT = 5 | (2 << 8);

describe("sqliteFailure", () => {
  test.each([
    [5, "transient", "bus.unavailable"],
    [SQLITE_BUSY_SNAPSHOT, "transient", "bus.unavailable"],
    [6, "transient", "bus.unavailable"],
    [SQLITE_IOERR_WRITE, "transient", "bus.unavailable"],
    [1, "transient", "bus.unavailable"],
    [13, "permanent", "state.no-space"],
    [8, "permanent", "state.read-only"],
    [3, "permanent", "state.no-access"],
    [14, "permanent", "state.no-access"],
    [11, "permanent", "state.damaged"],
    [26, "permanent", "state.damaged"],
  ])("result code %i is %s %s, with the file and what to do", (errcode, errorClass, code) => {
    const failure = sqliteFailure(thrown(errcode), "bus", "/state/waybill.sqlite");
    expect(failure).toMatchObject({ class: errorClass, code, where: "/state/waybill.sqlite" });
    expect(failure).toMatchObject({ next: expect.stringMatching(/\w/), why: expect.stringMatching(/\w/) });
  });

  test("the part that was at work gives its code", () => {
    expect(sqliteFailure(thrown(5), "lineage", "x")).toMatchObject({ code: "lineage.unavailable" });
  });

  test("what SQLite did not throw stays what it is", () => {
    const errors = [new TypeError("a mistake"), new Transient("a.b", "ours"), "text", undefined];
    for (const error of errors) expect(sqliteFailure(error, "bus", "x")).toBe(error);
  });
});

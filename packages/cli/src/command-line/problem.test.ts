import { DataQuality, Permanent, Transient, Usage } from "@waybill/core";
import { parseEvent } from "@waybill/events";
import { expect, test } from "vitest";
import { plainPaint } from "../terminal/paint.ts";
import { exitCodeOf, explain, problemOf } from "./problem.ts";

const thrownBy = (work: () => unknown): unknown => {
  try {
    work();
  } catch (error) {
    return error;
  }
  throw new Error("it did not throw");
};

test("an error of Waybill keeps its words", () => {
  const error = new Usage("state.none", "nothing has run here yet", { where: ".waybill", next: "run one" });
  expect(problemOf(error)).toEqual({
    class: "usage",
    code: "state.none",
    message: "nothing has run here yet",
    where: ".waybill",
    why: null,
    next: "run one",
  });
});

test("a broken contract is permanent", () => {
  const error = thrownBy(() => parseEvent({ metadata: { type: "Lodaed" } }));
  expect(problemOf(error)).toMatchObject({ class: "permanent", code: "event.unknown-type" });
});

test("an error that nobody foresaw says where, and never shows a stack", () => {
  const problem = problemOf(new TypeError("x is not a function"));
  expect(problem.code).toBe("unexpected");
  expect(problem.message).toBe("TypeError: x is not a function");
  expect(problem.where).toMatch(/problem\.test\.ts:\d+:\d+$/);
  expect(explain(problem, plainPaint).join("\n")).not.toContain("    at ");
});

test("a code of Node is not taken for one of Waybill", () => {
  const error = Object.assign(new Error("no such file"), { code: "ENOENT" });
  expect(problemOf(error)).toMatchObject({ code: "unexpected", message: "Error: no such file" });
});

test.each([
  [new Usage("a.b", ""), 2],
  [new Permanent("a.b", ""), 1],
  [new Transient("a.b", ""), 1],
  [new DataQuality("a.b", ""), 3],
  [new Error("x"), 1],
])("%o ends with %i", (error, code) => {
  expect(exitCodeOf(problemOf(error))).toBe(code);
});

test("what is thrown without being an error is told too", () => {
  expect(problemOf("gone")).toMatchObject({ code: "unexpected", message: "gone", where: null });
});

test("the lines say what, where, why and what next, and leave out what is not known", () => {
  const problem = problemOf(
    new Permanent("sql.failed", "the query failed\nLINE 1: selct", { where: "step 1", next: "correct it" }),
  );
  expect(explain(problem, plainPaint)).toEqual([
    "error sql.failed: the query failed\n  LINE 1: selct",
    "  where  step 1",
    "  next   correct it",
  ]);
});

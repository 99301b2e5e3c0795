import { expect, test } from "vitest";
import { type } from "../testing/command-line.ts";
import { isJson } from "./execute.ts";

test("the version, and help for all and for one", async () => {
  expect(await type(["--version"])).toEqual({ code: 0, out: "1.2.3\n", err: "" });
  const help = await type(["--help"]);
  expect(help).toMatchObject({ code: 0, err: "" });
  expect(help.out).toContain("Run a pipeline, or go on with the run of it that is open");
  expect(help.out).not.toContain("complete  ");
  expect((await type([])).out).toBe(help.out);
  expect((await type(["run", "--help"])).out).toContain("--partition-size");
});

test.each([
  [["rnu"], "command-line.unknown-command", "did you mean run"],
  [["dlq", "shwo"], "command-line.unknown-command", "did you mean show"],
  [["frobnicate"], "command-line.unknown-command", "waybill --help"],
  [["run"], "command-line.missing-argument", "waybill run --help"],
  [["run", "a", "b"], "command-line.extra-argument", "waybill run --help"],
  [["runs", "--jsn"], "command-line.unknown-flag", "did you mean --json?"],
  [["runs", "-x"], "command-line.unknown-flag", "waybill runs --help"],
  [["runs", "--limit", "many"], "command-line.value", "waybill runs --help"],
  [["runs", "--limit"], "command-line.missing-value", "waybill runs --help"],
  [["runs", "--limit", "1", "--limit", "2"], "command-line.flag-twice", "waybill runs --help"],
  [["dlq", "show", "zero"], "command-line.value", "waybill dlq show --help"],
])("%j is told as %s", async (inputs, code, next) => {
  const answer = await type(inputs);
  expect(answer.code).toBe(2);
  expect(answer.out).toBe("");
  expect(answer.err).toContain(`error ${code}: `);
  expect(answer.err).toContain("next   ");
  expect(answer.err).toContain(next);
  expect(answer.err).not.toContain("    at ");
});

test("with --json an error is JSON on stdout, and is told to people as well", async () => {
  const answer = await type(["runs", "--limit", "0", "--json"]);
  expect(answer.code).toBe(2);
  expect(JSON.parse(answer.out)).toEqual({
    error: {
      class: "usage",
      code: "command-line.value",
      message: '"0" is no value for limit',
      where: null,
      why: "it takes a whole number from 1 on",
      next: "waybill runs --help",
    },
  });
  expect(answer.err).toContain("error command-line.value");
});

test("an error of a command has its exit code and its words; the stack comes only when asked for", async () => {
  const nowhere = { cwd: "/nonexistent" };
  const answer = await type(["runs"], nowhere);
  expect(answer.code).toBe(2);
  expect(answer.err).toMatch(/^error state\.none: .*\n {2}where {2}\/nonexistent\/\.waybill\n/);
  expect(answer.err).not.toContain("    at ");
  const debug = await type(["runs"], { ...nowhere, env: { WAYBILL_DEBUG: "1" } });
  expect(debug.err).toContain("    at ");
});

test("WAYBILL_STATE names the state folder, --state before it", async () => {
  const env = { WAYBILL_STATE: "elsewhere" };
  expect((await type(["runs"], { cwd: "/nonexistent", env })).err).toContain("/nonexistent/elsewhere");
  expect((await type(["runs", "--state", "here"], { cwd: "/nonexistent", env })).err).toContain(
    "/nonexistent/here",
  );
});

test("what comes after -- is no flag", () => {
  expect(isJson(["query", "--json"])).toBe(true);
  expect(isJson(["query", "--", "--json"])).toBe(false);
});

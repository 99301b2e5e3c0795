import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { type } from "../testing/command-line.ts";

const complete = async (...words: string[]) =>
  (await type(["complete", "--", ...words])).out.split("\n").filter((line) => line !== "");

test("commands, their commands, and flags", async () => {
  expect(await complete("li")).toEqual(["lineage"]);
  expect(await complete("r")).toEqual(["run", "retry", "runs"]);
  expect(await complete("dlq", "")).toEqual(expect.arrayContaining(["list", "show", "redrive", "discard"]));
  expect(await complete("run", "--par")).toEqual(["--partition-size"]);
  expect(await complete("completion", "z")).toEqual(["zsh"]);
});

test("the hidden command that completes is not proposed", async () => {
  expect(await complete("comp")).toEqual(["completion"]);
});

test("bash takes its script, and completes with it", async () => {
  const { out: script, code } = await type(["completion", "bash"]);
  expect(code).toBe(0);
  const probe = `${script}
waybill() { printf '%s\\n' "$@" >&2; echo lineage; }
COMP_WORDS=(waybill li); COMP_CWORD=1
_waybill_complete; echo "\${COMPREPLY[*]}"`;
  const { stdout, stderr } = spawnSync("bash", ["-c", probe.replace("2>/dev/null", "")], {
    encoding: "utf8",
  });
  expect(stdout).toBe("lineage\n");
  expect(stderr).toBe("complete\n--\nli\n");
});

test("each shell has its own script, and any other is refused", async () => {
  expect((await type(["completion", "zsh"])).out).toContain("compdef _waybill_complete waybill");
  expect((await type(["completion", "fish"])).out).toContain("complete -c waybill");
  const answer = await type(["completion", "tcsh"]);
  expect(answer.code).toBe(2);
  expect(answer.err).toContain("it takes one of bash, zsh, fish");
});

import { expect, test } from "vitest";
import { run, tryRun } from "./command.ts";

const node = process.execPath;

test("gives what a command writes, of what it is given", async () => {
  const args = ["-e", "process.stdin.pipe(process.stdout)"];
  expect(await run({ command: node, args, stdin: "häh?" })).toBe("häh?");
});

test("a command that reads nothing may be given something", async () => {
  expect(await run({ command: node, args: ["-e", ""], stdin: "x".repeat(1 << 20) })).toBe("");
});

test("a command that fails is named, with its last words", async () => {
  const failing = run({ command: node, args: ["-e", "console.error('out of ink'); process.exit(3)"] });
  await expect(failing).rejects.toThrow(/failed:\nout of ink$/);
  await expect(run({ command: "no-such-command", args: [] })).rejects.toThrow(/no-such-command .*ENOENT/s);
});

test("trying says what it could find out, or nothing", async () => {
  expect(await tryRun(node, "-e", "console.log(1); console.error(2)")).toBe("1\n2\n");
  expect(await tryRun(node, "-e", "process.exit(1)")).toBeUndefined();
  expect(await tryRun("no-such-command")).toBeUndefined();
});

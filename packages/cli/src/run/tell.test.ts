import { isEvent, Loaded } from "@waybill/events";
import { expect, test } from "vitest";
import type { Cli } from "../command-line/cli.ts";
import { commandsAfter } from "../command-line/commands.ts";
import { memoryOutput } from "../testing/memory-output.ts";
import { completed, planned, RUN, sampleRun } from "../testing/sample-run.ts";
import type { RunFlags } from "./command.ts";
import { problemOfRun } from "./result.ts";
import { tell } from "./tell.ts";
import type { Watched } from "./watch.ts";

const loaded = sampleRun().find((event) => isEvent(Loaded, event));

function watchedWith(more: Partial<Watched["outcome"]>): Watched {
  const outcome = {
    runId: RUN,
    resumed: false,
    completed: completed(planned, { read: 100, rejected: 0, quarantined: 0, loaded: 95 }),
    loaded: loaded && isEvent(Loaded, loaded) ? loaded : null,
    heldBack: [],
    deadLetters: 0,
    ...more,
  };
  const problem = problemOfRun(outcome, "waybill run flights");
  return { pipeline: "flights", partitions: 2, outcome, problem, exitCode: 0 };
}

const good = watchedWith({});
const bad = watchedWith({
  completed: completed(planned, { read: 100, rejected: 0, quarantined: 12, loaded: 0 }, { failed: true }),
  loaded: null,
});
const stopped = watchedWith({ completed: null, loaded: null });

function told(flags: RunFlags, watched: Watched, withNext = true) {
  const out = memoryOutput();
  const err = memoryOutput();
  const unused = {
    process: { stdout: out, stderr: err },
    propose: async () => [],
    exitCode: 0,
    version: "1",
  };
  const env = { PATH: "" };
  const inputs = flags.state === undefined ? ["run"] : ["run", "--state", flags.state];
  const cli: Cli = { ...unused, out, err, cwd: "/", env, commands: commandsAfter(inputs, env) };
  tell(cli, flags, watched, { withNext });
  return { out: out.text, err: err.text };
}

test("people get a summary, with the state folder in what to type next", () => {
  const { out, err } = told({ state: "elsewhere" }, good);
  expect(err).toBe("");
  expect(out).toMatch(/^\n✓ flights completed in 6\.0 s\n/);
  expect(out).toContain(`npx waybill lineage ${RUN} --state elsewhere`);
  expect(told({}, good, false).out).not.toContain("type next");
});

test("who wants it quiet gets one line", () => {
  expect(told({ quiet: true }, good)).toEqual({ out: "✓ flights completed in 6.0 s\n", err: "" });
});

test("programs get one object", () => {
  const { out, err } = told({ json: true }, good);
  expect(JSON.parse(out)).toMatchObject({ run: RUN, status: "completed", partitions: 2 });
  expect(out.split("\n")).toHaveLength(2);
  expect(err).toBe("");
});

test("what went wrong is on stderr, for people as for programs", () => {
  const words =
    /^error quality\.too-many-quarantined: 12 of 100 rows are quarantined, 1 is tolerated\n {2}where {2}/;
  const people = told({}, bad);
  expect(people.out).toContain("✗ flights failed after");
  expect(people.err).toMatch(words);
  expect(people.err).toContain("next   look at them: npx waybill quarantine show last");
  const programs = told({ json: true }, bad);
  expect(JSON.parse(programs.out)).toMatchObject({ status: "failed", error: { class: "data-quality" } });
  expect(programs.err).toMatch(words);
});

test("the state folder is in every command that is printed, also in those that others wrote", () => {
  expect(told({ state: "st" }, bad).err).toContain(
    "look at them: npx waybill quarantine show last --state st\n",
  );
  const { err } = told({ state: "st" }, stopped);
  expect(err).toContain("go on with it: npx waybill run flights --state st\n");
  const { error } = JSON.parse(told({ json: true, state: "st" }, bad).out);
  expect(error.next).toBe("look at them: waybill quarantine show last --state st");
});

test("a run that was stopped has no summary, and says how to go on", () => {
  const { out, err } = told({}, stopped);
  expect(out).toBe("");
  expect(err).toContain("error run.interrupted");
  expect(err).toContain("next   go on with it: npx waybill run flights");
  expect(JSON.parse(told({ json: true }, stopped).out)).toMatchObject({ status: "stopped", rows: null });
});

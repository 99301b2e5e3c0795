import { expect, test } from "vitest";
import { folder } from "../support/folder.ts";
import { expectMessage } from "../support/message.ts";
import { GOOD_ROWS, pipelineFile } from "../support/pipelines.ts";
import { start } from "../support/waybill.ts";

/** One call of a function that the engine cannot interrupt: half a minute for each row. */
const STEP = `.sql({
  query: "SELECT *, levenshtein(repeat('a', 70000 + id::INTEGER), repeat('b', 70000)) AS far FROM input",
  produces: Row.extend({ far: z.int() }),
})`;

/** Milliseconds from the signal to the end of the process. */
const LIMIT_MS = 5000;

test.each([
  ["SIGTERM", 143],
  ["SIGINT", 130],
] as const)(
  "%s ends a run within seconds, whatever the engine is at",
  async (signal, exit) => {
    using scene = folder();
    scene.write("good.csv", GOOD_ROWS);
    scene.write("long.ts", pipelineFile("long", { steps: STEP }));
    const run = start(scene.path, "run", "long.ts", "--state", "state");
    await run.until(/ Extracted /);
    await new Promise((resolve) => setTimeout(resolve, 1000));
    const sent = performance.now();
    run.child.kill(signal);
    const stopped = await run.end;
    expect(performance.now() - sent).toBeLessThan(LIMIT_MS);
    // A shell sees 128 and the signal's number either way.
    const code = stopped.signal === signal ? exit : stopped.code;
    expectMessage(
      { ...stopped, code, signal: null },
      { exit, code: "run.interrupted", next: "long.ts --state state" },
    );
  },
  60_000,
);

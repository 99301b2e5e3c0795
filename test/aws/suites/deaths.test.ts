import { join } from "node:path";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { isBeforeLoad } from "../emulated/comparable.ts";
import { DeployedDemo } from "../emulated/demo.ts";
import { deploymentOf } from "../emulated/deployment.ts";
import { type RunFiles, seenOf } from "../emulated/digest.ts";
import type { Death } from "../emulated/lambda/function.ts";
import { runLocally } from "../emulated/local-run.ts";
import { describeOn } from "../standins/describe-on.ts";

/** Seconds until a message comes again. */
const VISIBILITY = 3;
/** After its work and before its answer; and in the middle, wherever that is: each stage has loaded its code by then. */
const DEATHS: readonly Death[] = ["unanswered", { afterMs: 250 }];
const STAGES = ["plan", "extract", "transform", "validate"];

describeOn(
  ["localStack", "dynamoDb"],
  "functions that die, messages that come twice",
  ({ localStack, dynamoDb }) => {
    let demo: DeployedDemo;
    beforeAll(async () => {
      const graph = deploymentOf(inject("deployment"), "deaths");
      demo = await DeployedDemo.start(
        graph,
        "deaths",
        { aws: localStack, dynamoDb },
        {
          deathsOf: ({ name }) => (STAGES.some((stage) => name === `waybill-deaths-${stage}`) ? DEATHS : []),
          visibilitySeconds: VISIBILITY,
          twice: true,
        },
      );
    });
    afterAll(() => demo[Symbol.asyncDispose]());

    /** An attempt more is what deaths cost. */
    const seen = async (run: RunFiles) => {
      const found = await seenOf(run, demo.folder, isBeforeLoad);
      return found.map((hop) => ({ ...hop, attempt: "any" }));
    };

    test.each(["movies", "birdstrikes"])(
      "%s has the rows and hops of a run in which nothing goes wrong",
      async (pipeline) => {
        const runId = await demo.schedule(pipeline);
        using here = await runLocally(pipeline, join(demo.folder, pipeline));
        expect(await seen(await demo.settled(runId))).toEqual(await seen(here));
      },
    );

    test("each stage did die", async () => {
      const died = () =>
        demo.emulation.errors.map(({ name, error }) => `${name}: ${(error as Error).message}`).sort();
      const expected = STAGES.flatMap((stage) =>
        DEATHS.map(() => `waybill-deaths-${stage}: its process died, as it was told to`),
      );
      await expect.poll(died, { timeout: 10_000 }).toEqual(expected.sort());
    });
  },
);

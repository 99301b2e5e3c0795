import { join } from "node:path";
import { CopyObjectCommand } from "@aws-sdk/client-s3";
import { eventIn } from "@waybill/aws/queues";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { isBeforeLoad } from "../emulated/comparable.ts";
import { DeployedDemo, isSettled, PIPELINES } from "../emulated/demo.ts";
import { deploymentOf } from "../emulated/deployment.ts";
import { type RunFiles, seenOf } from "../emulated/digest.ts";
import { runLocally } from "../emulated/local-run.ts";
import { takeAll } from "../emulated/queue.ts";
import { SOURCES } from "../emulated/sources.ts";
import { describeOn } from "../standins/describe-on.ts";

describeOn(["localStack", "dynamoDb"], "the demo, as it is deployed", ({ localStack, dynamoDb }) => {
  let demo: DeployedDemo;
  beforeAll(async () => {
    const graph = deploymentOf(inject("deployment"), "demo");
    demo = await DeployedDemo.start(graph, "demo", { aws: localStack, dynamoDb });
  });
  afterAll(() => demo[Symbol.asyncDispose]());

  const locally = (pipeline: string) => runLocally(pipeline, join(demo.folder, pipeline));
  const seen = (run: RunFiles) => seenOf(run, demo.folder, isBeforeLoad);

  test.each(PIPELINES)(
    "%s has the same rows and the same hops as here, until it is loaded",
    async (pipeline) => {
      const runId = await demo.schedule(pipeline);
      using here = await locally(pipeline);
      const there = await demo.settled(runId);
      expect(await seen(there)).toEqual(await seen(here));
      expect(demo.emulation.errors).toEqual([]);
      const messages = await takeAll(
        demo.emulation.clients.sqs,
        demo.emulation.queueUrl(demo.called("load")),
      );
      const toLoad = messages.map(({ Body = "", MessageId = "" }) => eventIn(Body, MessageId));
      expect(toLoad).toEqual(there.hops.filter(isSettled));
    },
  );

  test("the same minute of a schedule twice is one run", async () => {
    const [runId, again] = [await demo.schedule("movies"), await demo.schedule("movies")];
    expect(again).toBe(runId);
    expect(await demo.runsOf("movies")).toEqual([runId]);
  });

  test("a file that arrives is run over, alone; the others of its bucket are not", async () => {
    const before = await demo.runsOf("movies");
    const { raw, emulation } = demo;
    for (const key of ["elsewhere/movies.json", "movies/arrived.json"]) {
      const copy = { Bucket: raw, Key: key, CopySource: `${raw}/${SOURCES[1]}` };
      await emulation.clients.s3.send(new CopyObjectCommand(copy));
    }
    const arrived = await expect
      .poll(async () => (await demo.runsOf("movies")).filter((run) => !before.includes(run)), {
        timeout: 10_000,
      })
      .toHaveLength(1)
      .then(() => demo.runsOf("movies"));
    const runId = arrived.find((run) => !before.includes(run)) ?? "";
    const there = await demo.settled(runId);
    expect(there.hops.find(({ metadata }) => metadata.type === "Requested")?.data).toMatchObject({
      trigger: { kind: "arrival" },
      parameters: { file: `s3://${raw}/movies/arrived.json` },
    });
    using here = await locally("movies");
    const withoutRequest = (hops: readonly object[]) =>
      hops.slice().filter((hop) => !("type" in hop && hop.type === "Requested"));
    expect(withoutRequest(await seen(there))).toEqual(withoutRequest(await seen(here)));
  });
});

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import type { DataApiServer } from "../../../packages/aws/test-server/server.ts";
import { DeployedDemo } from "../emulated/demo.ts";
import { deploymentOf } from "../emulated/deployment.ts";
import { seenOf } from "../emulated/digest.ts";
import type { Death } from "../emulated/lambda/function.ts";
import { localRows, runLocally } from "../emulated/local-run.ts";
import { asTexts, rowsDigest } from "../emulated/rows.ts";
import { startWarehouse } from "../emulated/warehouse.ts";
import { describeOn } from "../standins/describe-on.ts";
import { settingsFor } from "../standins/settings.ts";

/** Three million flights are too many for the warehouse's stand-in. */
const TABLES = {
  birdstrikes: ["Airport Name", "Flight Date", "Wildlife Size", "Cost Total $", "Speed IAS in knots"],
  movies: ["title", "released", "director", "budget", "gross", "rating", "votes", "profitable"],
} as const;

/** The first run has them: its load is begun, asked after and announced by functions that die. */
const DEATHS: readonly Death[] = ["unanswered", { afterMs: 100 }];
const MORTAL = ["load", "load-completed", "complete"].map((name) => `waybill-load-${name}`);
const deathsOf = ({ name }: { readonly name: string }) => (MORTAL.includes(name) ? DEATHS : []);

/** Redshift knows names in small letters alone. */
const folded = (name: string): string => name.toLowerCase();

/** An attempt more is what a death costs. */
const withoutAttempts = (hops: readonly object[]) => hops.map((hop) => ({ ...hop, attempt: "any" }));

describeOn(["localStack", "dynamoDb"], "the demo, loaded into a warehouse", ({ localStack, dynamoDb }) => {
  const events = new EventBridgeClient(settingsFor(localStack));
  let folder: string;
  let warehouse: DataApiServer;
  let demo: DeployedDemo;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "waybill-warehouse-"));
    // The event of a statement may come twice.
    warehouse = await startWarehouse({ s3: localStack, events, folder, eventsEach: 2 });
    const graph = deploymentOf(inject("deployment"), "load");
    const dataApi = warehouse.settings.endpoint ?? "";
    const endpoints = { aws: localStack, dynamoDb, dataApi };
    demo = await DeployedDemo.start(graph, "load", endpoints, { deathsOf, visibilitySeconds: 3 });
  });
  afterAll(async () => {
    await demo[Symbol.asyncDispose]();
    await warehouse[Symbol.asyncDispose]();
    events.destroy();
    await rm(folder, { recursive: true, force: true });
  });

  test.each(Object.entries(TABLES))(
    "%s has the same rows in its table, and the same hops, as here",
    async (pipeline, columns) => {
      const runId = await demo.schedule(pipeline);
      const state = join(folder, pipeline);
      using here = await runLocally(pipeline, state);
      const there = await demo.over(runId);
      expect(withoutAttempts(await seenOf(there, folder))).toEqual(
        withoutAttempts(await seenOf(here, folder)),
      );
      const { rows } = await warehouse.database.raw(asTexts(pipeline, columns.map(folded)));
      expect(rowsDigest(rows)).toBe(rowsDigest(await localRows(state, pipeline, columns)));
    },
  );

  test("each function of a load did die, and nothing else failed", async () => {
    const died = () =>
      demo.emulation.errors.map(({ name, error }) => `${name}: ${(error as Error).message}`).sort();
    const expected = MORTAL.flatMap((name) =>
      DEATHS.map(() => `${name}: its process died, as it was told to`),
    );
    await expect.poll(died, { timeout: 10_000 }).toEqual(expected.sort());
  });
});

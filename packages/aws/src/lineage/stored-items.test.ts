import { UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { Permanent } from "@waybill/core";
import { RUN, testEvent, unitAt } from "@waybill/core/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { electroLineage } from "./electro-lineage.ts";
import { type Dynamo, startDynamo } from "./testing/dynamo.ts";
import { begun, READS, WRITES } from "./testing/operations.ts";
import { makeNewer, rawItems } from "./testing/raw-items.ts";

const NOON = Date.UTC(2026, 10, 24, 12);
const DAY_MS = 86_400_000;

let dynamo: Dynamo;
beforeAll(async () => {
  dynamo = await startDynamo();
});
afterAll(() => dynamo.close());

async function lineageAt(options: { retentionDays?: number; now?: () => number } = {}) {
  const table = await dynamo.makeTable();
  return { table, lineage: electroLineage({ aws: dynamo.aws, table, ...options }) };
}

describe("what a newer Waybill has stored", () => {
  test.each(READS)("is not read by $name", async ({ call }) => {
    const { table, lineage } = await lineageAt();
    await begun(lineage);
    await makeNewer(dynamo, table);
    const error = await call(electroLineage({ aws: dynamo.aws, table })).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Permanent);
    expect(error).toMatchObject({
      code: "lineage.newer-version",
      message: "the lineage has items of version 2, this Waybill knows up to 1",
      where: `table ${table}`,
      next: expect.stringContaining("update Waybill"),
    });
  });

  test.each(WRITES)("is not changed by $name", async ({ call }) => {
    const { table, lineage } = await lineageAt();
    await begun(lineage);
    await call(lineage);
    await makeNewer(dynamo, table);
    const before = await rawItems(dynamo, table);
    const again = electroLineage({ aws: dynamo.aws, table });
    await expect(call(again)).rejects.toMatchObject({ class: "permanent", code: "lineage.newer-version" });
    expect(await rawItems(dynamo, table)).toEqual(before);
  });

  test("is not overtaken by a unit or a run that has come further", async () => {
    const { table, lineage } = await lineageAt();
    await begun(lineage);
    await makeNewer(dynamo, table);
    const before = await rawItems(dynamo, table);
    for (const { name, call } of WRITES.filter(({ name }) => name.startsWith("advance"))) {
      await expect(call(lineage), name).rejects.toMatchObject({ code: "lineage.newer-version" });
    }
    expect(await rawItems(dynamo, table)).toEqual(before);
  });
});

describe("expiry", () => {
  const expiriesOf = async (table: string) =>
    new Map((await rawItems(dynamo, table)).map(({ entity, expiresAt }) => [entity, expiresAt * 1000]));

  test("what belongs to a run goes 180 days after it was written; cursors and datasets never", async () => {
    const { table, lineage } = await lineageAt({ now: () => NOON });
    await begun(lineage);
    const end = NOON + 180 * DAY_MS;
    expect(await expiriesOf(table)).toEqual(
      new Map([
        ["run", end],
        ["partition", end],
        ["hop", end],
        ["hop-run", end],
        ["dataset-run", end],
        ["cursor", Number.NaN],
        ["dataset", Number.NaN],
      ]),
    );
  });

  test("the retention is a setting, and counts from the last write", async () => {
    let now = NOON;
    const { table, lineage } = await lineageAt({ retentionDays: 7, now: () => now });
    await lineage.advanceUnit(unitAt("Planned"));
    now += 3 * DAY_MS;
    await lineage.advanceUnit(unitAt("Extracted"));
    expect((await expiriesOf(table)).get("partition")).toBe(NOON + 10 * DAY_MS);
  });
});

describe("size", () => {
  const BUS_BYTES = 256 * 1024;
  const bytesOf = (value: unknown) => Buffer.byteLength(JSON.stringify(value));
  const eventOf = (bytes: number) => {
    const bare = bytesOf(testEvent({ data: { artifact: { uri: "local:large" }, text: "" } }));
    return testEvent({ data: { artifact: { uri: "local:large" }, text: "x".repeat(bytes - bare) } });
  };

  test("the largest event that a bus takes is stored and read", async () => {
    const { lineage } = await lineageAt();
    const hop = eventOf(BUS_BYTES);
    expect(bytesOf(hop)).toBe(BUS_BYTES);
    await lineage.putHop(hop);
    expect(await lineage.getHop(hop.metadata.id)).toEqual(hop);
  });

  test("so is one that is nothing but names of datasets", async () => {
    const { lineage } = await lineageAt();
    const inputs = Array.from({ length: 200 }, (_, i) => ({ uri: `s3://bucket/${"k".repeat(1_000)}/${i}` }));
    const hop = testEvent({ data: { inputs } });
    expect(bytesOf(hop)).toBeGreaterThan(200_000);
    await lineage.putHop(hop);
    expect(await lineage.runsOf(inputs.at(-1)?.uri ?? "")).toEqual([RUN]);
  });

  test("what an item cannot hold is refused before anything is written", async () => {
    const { table, lineage } = await lineageAt();
    const bytes = 350 * 1024 + 1;
    const hop = eventOf(bytes);
    await expect(lineage.putHop(hop)).rejects.toMatchObject({
      class: "permanent",
      code: "lineage.too-large",
      message: `the Failed event has ${bytes} bytes, the lineage holds up to ${bytes - 1}`,
      where: `extract of flights#0, run ${RUN}`,
      next: "put what is large into an artifact, and its uri into the event",
    });
    expect(await rawItems(dynamo, table)).toEqual([]);
  });

  test("more hops than one answer of DynamoDB holds are all read", async () => {
    const { lineage } = await lineageAt();
    const hops = Array.from({ length: 5 }, (_, i) =>
      testEvent({ slot: { unit: `flights#${i}` }, second: i, data: { text: "x".repeat(BUS_BYTES - 1_000) } }),
    );
    for (const hop of hops) await lineage.putHop(hop);
    expect(await lineage.hops(RUN)).toEqual(hops);
  });

  test("urns that are too long for a key are told apart", async () => {
    const { lineage } = await lineageAt();
    const [a, b] = ["a", "b"].map((end) => `file:${"long/".repeat(500)}${end}`);
    await lineage.putHop(testEvent({ data: { uri: a } }));
    const dataset = { schemaVersion: "v1", columns: [], firstRun: RUN, lastRun: RUN };
    await lineage.putDataset({ ...dataset, urn: a ?? "" });
    expect(await lineage.runsOf(a ?? "")).toEqual([RUN]);
    expect(await lineage.runsOf(b ?? "")).toEqual([]);
    expect(await lineage.datasets()).toEqual([{ ...dataset, urn: a }]);
  });
});

test("a unit that ended while the index was read is passed over, and the next one takes its place", async () => {
  const { table, lineage } = await lineageAt();
  for (const unit of ["a#0", "a#1", "a#2"]) await lineage.advanceUnit(unitAt("Planned", { unit }));
  await dynamo.client.send(
    new UpdateItemCommand({
      TableName: table,
      Key: { pk: { S: `run#${RUN}` }, sk: { S: "partition#a#0" } },
      UpdateExpression: "REMOVE #open",
      ExpressionAttributeNames: { "#open": "open" },
    }),
  );
  expect(await lineage.openUnits(RUN, 1)).toEqual([unitAt("Planned", { unit: "a#1" })]);
  expect(await lineage.openUnits(RUN, 5)).toHaveLength(2);
});

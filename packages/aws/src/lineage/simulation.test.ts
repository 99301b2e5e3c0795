import { expectInnocent } from "@waybill/core/testing";
import { afterAll, beforeAll, test } from "vitest";
import { electroLineage } from "./electro-lineage.ts";
import { type Dynamo, startDynamo } from "./testing/dynamo.ts";

const SCHEDULES = Number(process.env.WAYBILL_DYNAMO_SCHEDULES ?? 18);
const TIMEOUT_MS = 60_000 + SCHEDULES * 5_000;
/** Units in a page: small, so that there are pages. */
const pageSize = 2;

let dynamo: Dynamo;
beforeAll(async () => {
  dynamo = await startDynamo();
});
afterAll(() => dynamo.close());

test(`runs whose lineage is DynamoDB commit no crime in ${SCHEDULES} schedules`, {
  timeout: TIMEOUT_MS,
}, async () => {
  const lineage = electroLineage({ aws: dynamo.aws, table: await dynamo.makeTable(), pageSize });
  await expectInnocent({ schedules: SCHEDULES, lineage });
});

import { lineageSuite } from "@waybill/core/testing";
import { afterAll, beforeAll, describe } from "vitest";
import { electroLineage } from "./electro-lineage.ts";
import { type Dynamo, startDynamo } from "./testing/dynamo.ts";

let dynamo: Dynamo;
beforeAll(async () => {
  dynamo = await startDynamo();
});
afterAll(() => dynamo.close());

describe("electroLineage", () => {
  lineageSuite(async (options) => ({
    lineage: electroLineage({ aws: dynamo.aws, table: await dynamo.makeTable(), ...options }),
    close: async () => {},
  }));
});

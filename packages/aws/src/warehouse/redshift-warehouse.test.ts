import { warehouseSuite } from "@waybill/core/testing/warehouse";
import { beforeAll } from "vitest";
import { emptyDatabase } from "../../test-server/database.ts";
import { redshiftHarness } from "./testing/harness.ts";

// Postgres takes seconds to start.
beforeAll(async () => void (await emptyDatabase()), 60_000);

warehouseSuite("redshiftWarehouse", () => redshiftHarness(), { drift: true, sequences: 2 });

import { warehouseSuite } from "@waybill/core/testing/warehouse";
import { duckdbHarness } from "./testing/harness.ts";

warehouseSuite("duckdbWarehouse", duckdbHarness, { drift: true, sequences: 6 });

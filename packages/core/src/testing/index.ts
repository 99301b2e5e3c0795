// What every adapter of a port must pass
export { type BusUnderTest, busSuite, type MakeBus } from "./bus-suite.ts";

// Items, for tests of stores
export { runAt, unitAt } from "./lineage/items.ts";
export { type LineageUnderTest, lineageSuite, type MakeLineage } from "./lineage-suite.ts";

// Twins: adapters in memory
export { type MemoryBus, type MemoryBusOptions, type MemoryMessage, memoryBus } from "./memory-bus.ts";
export { memoryLineage } from "./memory-lineage.ts";
export { memoryObjects } from "./memory-objects.ts";
export { type ObjectsUnderTest, objectsSuite } from "./objects-suite.ts";

// Runs under schedules of crashes, duplicates and retries
export { expectInnocent, type Schedules, type Simulated, simulate } from "./simulation/simulate.ts";

// Events to test with
export { LATER_RUN, RUN, type TestEvent, testEvent, testEvents } from "./test-event.ts";

import { afterEach, beforeEach, expect, it } from "vitest";
import { type DuckdbHarness, duckdbHarness } from "./testing/harness.ts";
import { loadRows } from "./testing/loads.ts";
import { type Locker, openElsewhere } from "./testing/locker.ts";

let harness: DuckdbHarness;
let other: Locker | null = null;

beforeEach(async () => {
  harness = await duckdbHarness();
  await loadRows(harness, "run-a", [{ id: 1, value: "a" }]);
});
afterEach(async () => {
  await other?.release();
  other = null;
  await harness.close();
});

const lockedBy = (pid: number) => ({
  class: "transient",
  code: "warehouse.locked",
  message: `another process has the warehouse ${harness.path} open`,
  why: expect.stringContaining(`process ${pid}`),
  next: expect.stringContaining(`ps -p ${pid}`),
});

it("a load and a query say which process has the warehouse open, and work once it has let go", async () => {
  await harness.warehouse.close();
  other = await openElsewhere(harness.path, "READ_WRITE");
  const load = () => loadRows(harness, "run-b", [{ id: 2, value: "b" }]);
  await expect(load()).rejects.toMatchObject(lockedBy(other.pid));
  await expect(harness.warehouse.query("select 1", null)).rejects.toMatchObject(lockedBy(other.pid));

  await other.release();
  other = null;
  expect(await load()).toMatchObject({ repeated: false });
});

it("after `close` another process can read, and while it reads so can a query", async () => {
  await harness.warehouse.close();
  other = await openElsewhere(harness.path, "READ_ONLY");
  expect((await harness.warehouse.query("select id from orders", null)).rows).toEqual([[1]]);
});

it("a query leaves the file to others, also where it did not read to the end", async () => {
  await harness.warehouse.query("select * from range(1000000)", 5);
  other = await openElsewhere(harness.path, "READ_WRITE");
  expect(other.pid).toBeGreaterThan(0);
});

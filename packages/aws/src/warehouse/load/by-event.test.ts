import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type RedshiftHarness, redshiftHarness } from "../testing/harness.ts";
import { load, MERGE, requestFor, rowsOf, startDatabaseFirst, TARGET } from "../testing/loads.ts";

startDatabaseFirst();

let harness: RedshiftHarness;
beforeEach(async () => {
  harness = await redshiftHarness({ statementEvents: true });
});
afterEach(() => harness.close());

const ROWS = [
  { id: 1, value: "a" },
  { id: 2, value: "b" },
];
const RUN = "01JZ0000000000000000000000";
const request = (more = {}) => requestFor(harness, RUN, ROWS, more);
const named = () => harness.server.taken.filter(({ name }) => name !== "");
const SERIALIZABLE = {
  status: "FAILED",
  error: "ERROR: 1023 Detail: Serializable isolation violation",
} as const;
const STOPPED = { status: "ABORTED", error: "Query cancelled on user's request" } as const;

describe("a load whose end is told by an event", () => {
  it("is taken in, not waited for; the call after the event gives the report", async () => {
    harness.server.hold();
    const asked = await request();
    expect(await load(harness, asked)).toBeNull();
    expect(await load(harness, asked)).toBeNull();
    expect(named()).toMatchObject([{ name: `waybill:${RUN}:0:0`, withEvent: true }]);
    harness.server.release();
    await harness.server.idle();
    expect(harness.server.events).toMatchObject([{ statementName: `waybill:${RUN}:0:0`, state: "FINISHED" }]);
    expect(await load(harness, asked)).toMatchObject({ repeated: false, rows: { got: 2, inserted: 2 } });
    expect(await rowsOf(harness)).toEqual(ROWS);
  });

  it("whose event never comes, or comes twice, is told the same by whoever asks", async () => {
    const asked = await request();
    const first = await load(harness, asked);
    await harness.server.idle();
    const reports = [await load(harness, asked), await load(harness, asked)];
    expect(reports[0]).toEqual(reports[1]);
    expect([null, reports[0]]).toContainEqual(first);
    expect(named()).toHaveLength(1);
  });

  it("is found in the ledger where Redshift has forgotten the statement", async () => {
    const asked = await request();
    await load(harness, asked);
    await harness.server.idle();
    harness.server.forget();
    expect(await load(harness, asked)).toMatchObject({ repeated: true, rows: { inserted: 2 } });
    expect(named()).toEqual([]);
  });

  it.each([
    ["is not serializable", SERIALIZABLE],
    ["was stopped", STOPPED],
  ])("is sent again where it %s", async (_, disturbance) => {
    harness.server.disturb(disturbance);
    const asked = await request();
    await load(harness, asked);
    await harness.server.idle();
    await load(harness, asked);
    await harness.server.idle();
    expect(await load(harness, asked)).toMatchObject({ rows: { inserted: 2 } });
    expect(named().map(({ name }) => name)).toEqual([`waybill:${RUN}:0:0`, `waybill:${RUN}:0:1`]);
    expect(await rowsOf(harness)).toEqual(ROWS);
  });

  it("is given up after five tries, as transient; a later generation begins anew", async () => {
    harness.server.disturb(STOPPED, STOPPED, STOPPED, STOPPED, STOPPED);
    const asked = await request();
    const untilOver = async () => {
      for (let i = 0; i < 8; i++) {
        await load(harness, asked);
        await harness.server.idle();
      }
    };
    await expect(untilOver()).rejects.toMatchObject({ class: "transient", code: "warehouse.unavailable" });
    expect(named()).toHaveLength(5);
    const later = { ...asked, generation: 1 };
    await load(harness, later);
    await harness.server.idle();
    expect(await load(harness, later)).toMatchObject({ rows: { inserted: 2 } });
  });

  it("of an older generation that ends late makes the later one's tell the same", async () => {
    const asked = await request();
    await load(harness, await requestFor(harness, "run-before", [], { target: TARGET }));
    await harness.server.idle();
    harness.server.hold();
    const later = { ...asked, generation: 1 };
    expect([await load(harness, asked), await load(harness, later)]).toEqual([null, null]);
    harness.server.release();
    await harness.server.idle();
    expect(await load(harness, later)).toEqual(await load(harness, asked));
    expect(await rowsOf(harness)).toEqual(ROWS);
  });

  it("of an older generation that creates the table makes the later one's fail, be tried, and tell the same", async () => {
    const asked = await request({ target: MERGE });
    harness.server.hold();
    const later = { ...asked, generation: 1 };
    expect([await load(harness, asked), await load(harness, later)]).toEqual([null, null]);
    harness.server.release();
    await harness.server.idle();
    expect(await load(harness, later)).toMatchObject({ repeated: true, rows: { inserted: 2 } });
    expect(await rowsOf(harness)).toEqual(ROWS);
  });
});

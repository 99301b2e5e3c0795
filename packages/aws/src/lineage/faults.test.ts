import { Transient } from "@waybill/core";
import { memoryLineage } from "@waybill/core/testing";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { electroLineage } from "./electro-lineage.ts";
import { type Dynamo, startDynamo } from "./testing/dynamo.ts";
import { FAULTS, type Fault } from "./testing/fault-proxy.ts";
import { begun, type Operation, READS, told, WRITES } from "./testing/operations.ts";
import { copied } from "./testing/raw-items.ts";
import { type Spoilable, spoilable } from "./testing/spoilable.ts";

// They wait for time-outs and backoffs rather than work.
vi.setConfig({ maxConcurrency: 200 });

let dynamo: Dynamo;
/** For reads: they leave it as it is. */
let sharedTable: string;
/** The calls of DynamoDB that each operation makes where nothing goes wrong. */
const callsOf = new Map<Operation, readonly number[]>();

beforeAll(async () => {
  dynamo = await startDynamo();
  sharedTable = await dynamo.makeTable();
  await begun(electroLineage({ aws: dynamo.aws, table: sharedTable }));
  for (const operation of [...READS, ...WRITES]) {
    await using world = await spoilable(dynamo, await begunTable());
    callsOf.set(operation, await world.callsOf(operation));
  }
});
afterAll(() => dynamo.close());

const limitsFor = (fault: Fault) => ({ answerMs: fault === "hang" ? 600 : 10_000 });

interface Tried {
  readonly operation: Operation;
  readonly fault: Fault;
  readonly table: () => Promise<string>;
}

/** Tries it in a world for each of its calls, in which that call is the one where things go wrong. */
async function eachCall(
  { operation, fault, table }: Tried,
  attempt: (world: Spoilable, call: number) => Promise<void>,
): Promise<void> {
  const calls = callsOf.get(operation) ?? [];
  expect(calls.length).toBeGreaterThan(0);
  await Promise.all(
    calls.map(async (call) => {
      await using world = await spoilable(dynamo, await table(), limitsFor(fault));
      await attempt(world, call);
    }),
  );
}

const begunTable = () => copied(dynamo, sharedTable);

/** What the lineage in memory answers, and what it tells before and after. */
async function expected({ call }: Operation) {
  const twin = memoryLineage();
  await begun(twin);
  const before = await told(twin);
  const answer = await call(twin);
  return { before, answer, after: await told(twin) };
}

const unavailable = { code: "lineage.unavailable", where: expect.stringMatching(/^table lineage-/) };

async function expectUnavailable(call: Promise<unknown>): Promise<void> {
  const error = await call.catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(Transient);
  expect(error).toMatchObject(unavailable);
}

// A call that hangs ends by a short time-out, which calls that are well have to keep too: those go by themselves.
describe.concurrent.each(FAULTS.filter((fault) => fault !== "hang"))("%s", faultTests);
describe.each(["hang"] as const)("%s", faultTests);

function faultTests(fault: Fault): void {
  test.concurrent.each(READS)(
    "once, in any call of $name, is not seen; for long it may pass",
    async (operation) => {
      const { answer } = await expected(operation);
      await eachCall({ operation, fault, table: async () => sharedTable }, async ({ proxy, fresh }, call) => {
        proxy.spoil(fault, (made) => made === call);
        expect(await operation.call(fresh())).toEqual(answer);
        expect(proxy.calls()).toBeGreaterThan(call + 1);
        proxy.spoil(fault, (made) => made >= call);
        await expectUnavailable(operation.call(fresh()));
      });
    },
  );

  test.concurrent.each(WRITES)("once, in any call of $name, is not seen", async (operation) => {
    const { after } = await expected(operation);
    await eachCall({ operation, fault, table: begunTable }, async ({ proxy, fresh }, call) => {
      proxy.spoil(fault, (made) => made === call);
      await operation.call(fresh());
      proxy.heal();
      expect(await told(fresh())).toEqual(after);
    });
  });

  test.concurrent.each(WRITES)(
    "from any call of $name on may pass, and leaves nothing half done",
    async (operation) => {
      const { before, after } = await expected(operation);
      await eachCall({ operation, fault, table: begunTable }, async ({ proxy, fresh }, call) => {
        proxy.spoil(fault, (made) => made >= call);
        await expectUnavailable(operation.call(fresh()));
        proxy.heal();
        const restarted = fresh();
        expect([before, after]).toContainEqual(await told(restarted));
        await operation.call(restarted);
        expect(await told(restarted)).toEqual(after);
      });
    },
  );
}

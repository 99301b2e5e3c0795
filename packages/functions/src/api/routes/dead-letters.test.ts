import { LATER_RUN, RUN, testEvent } from "@waybill/core/testing";
import { beforeEach, expect, test } from "vitest";
import { deadLetter } from "../testing/dead-letters.ts";
import { type Answered, callsTo, type MemoryPorts, memoryPorts } from "../testing/deployment.ts";

let ports: MemoryPorts;
let call: (on: string) => Promise<Answered>;
beforeEach(() => {
  ports = memoryPorts();
  call = callsTo(ports);
  for (const [id, runId] of [
    ["a-1", RUN],
    ["b-2", LATER_RUN],
  ] as const)
    ports.deadLetters.letters.set(id, deadLetter(id, testEvent({ runId })));
});
const ids = async (query: string) => {
  const { body } = await call(`GET /v1/dead-letters${query}`);
  const { items, complete } = body as { items: { id: string }[]; complete: boolean };
  return [items.map(({ id }) => id), complete];
};

test("listed, filtered, and whether that is all of them", async () => {
  expect(await ids("")).toEqual([["a-1", "b-2"], true]);
  expect(await ids(`?run=${LATER_RUN}`)).toEqual([["b-2"], true]);
  expect(await ids("?subscription=plan")).toEqual([[], true]);
  expect(await ids("?limit=1")).toEqual([["a-1"], false]);
});

test("more than an answer holds is said to be more", async () => {
  const big = testEvent({ data: { text: "x".repeat(240_000) } });
  for (let i = 0; i < 20; i++) ports.deadLetters.letters.set(`c-${i}`, deadLetter(`c-${i}`, big));
  const [some, complete] = await ids("");
  expect(complete).toBe(false);
  expect((some as string[]).length).toBeGreaterThan(5);
  expect((some as string[]).length).toBeLessThan(22);
});

test("shown, sent back, given up", async () => {
  expect(await call("GET /v1/dead-letters/a-1")).toEqual({
    status: 200,
    body: ports.deadLetters.letters.get("a-1"),
  });
  expect(await call("POST /v1/dead-letters/a-1/redrive")).toMatchObject({ status: 200, body: { id: "a-1" } });
  expect(ports.deadLetters.redriven).toEqual(["a-1"]);
  expect(await call("POST /v1/dead-letters/b-2/discard")).toMatchObject({ status: 200, body: { id: "b-2" } });
  expect(await ids("")).toEqual([[], true]);
  expect(await call("POST /v1/dead-letters/b-2/discard")).toMatchObject({
    status: 404,
    body: { error: { class: "usage", code: "dead-letter.unknown" } },
  });
});

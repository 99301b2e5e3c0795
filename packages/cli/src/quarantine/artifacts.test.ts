import { expect, test } from "vitest";
import { extracted, sampleRun, unitPlanned } from "../testing/sample-run.ts";
import { heldBack } from "./artifacts.ts";

const brief = (hops: Parameters<typeof heldBack>[0]) =>
  heldBack(hops).map(({ kind, stage, unit, rows }) => `${kind} ${stage} ${unit} ${rows}`);

test("what was held back, where", () => {
  expect(brief(sampleRun())).toEqual(["rejects extract flights#0 2", "quarantine validate flights#0 3"]);
});

test("of a retried stage only the newest try counts", () => {
  const plan = unitPlanned("flights#0", "flights.csv");
  const first = extracted("flights#0", plan, { read: 60, rejected: 2 });
  const again = extracted("flights#0", plan, { read: 60, quarantined: 1 });
  const metadata = { ...again.metadata, slot: { ...again.metadata.slot, generation: 1 } };
  const second = { ...again, metadata } as typeof again;
  expect(brief([first, second])).toEqual(["quarantine extract flights#0 1"]);
  expect(brief([second, first])).toEqual(["quarantine extract flights#0 1"]);
});

test("units come in the order of their numbers", () => {
  const hops = [10, 9, 1].map((n) =>
    extracted(`flights#${n}`, unitPlanned(`flights#${n}`, ""), { read: 5, rejected: 1 }),
  );
  expect(heldBack(hops).map(({ unit }) => unit)).toEqual(["flights#1", "flights#9", "flights#10"]);
});

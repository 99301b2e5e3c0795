import fc from "fast-check";
import { expect, test } from "vitest";
import { sampleRun } from "../testing/sample-run.ts";
import { treeOf } from "./tree.ts";

const types = (hops: readonly { readonly metadata: { readonly type: string } }[]) =>
  hops.map(({ metadata }) => metadata.type);

test("a run is opened, does its units, and is closed", () => {
  const [run, ...retries] = treeOf(sampleRun());
  expect(retries).toEqual([]);
  expect(types(run?.opening ?? [])).toEqual(["Requested", "Planned"]);
  expect(run?.chains.map(({ unit, describe, hops }) => [unit, describe, types(hops)])).toEqual([
    ["airports#0", "airports.csv", ["Planned", "Extracted"]],
    ["flights#0", "flights.csv bytes 0-500", ["Planned", "Extracted", "Transformed", "Validated"]],
    ["flights#1", "flights.csv bytes 500-1000", ["Planned", "Extracted", "Transformed", "Validated"]],
  ]);
  expect(types(run?.closing ?? [])).toEqual(["Validated", "Loaded", "Completed"]);
});

test("a retry is a part of its own", () => {
  const later = sampleRun().map((hop) => {
    const slot = { ...hop.metadata.slot, generation: 1 };
    return { ...hop, metadata: { ...hop.metadata, id: `${hop.metadata.id}-1`, slot } } as typeof hop;
  });
  const tree = treeOf([...sampleRun(), ...later]);
  expect(tree.map(({ number, chains }) => [number, chains.length])).toEqual([
    [0, 3],
    [1, 3],
  ]);
});

test("causes come before effects and no hop is lost, in whatever order they come", () => {
  const whole = sampleRun();
  fc.assert(
    fc.property(fc.shuffledSubarray([...whole], { minLength: whole.length }), (hops) => {
      const [run] = treeOf(hops);
      const shown = [
        ...(run?.opening ?? []),
        ...(run?.chains.flatMap((chain) => chain.hops) ?? []),
        ...(run?.closing ?? []),
      ];
      expect(new Set(shown)).toEqual(new Set(whole));
      for (const chain of run?.chains ?? []) {
        const ids = chain.hops.map(({ metadata }) => metadata.id);
        for (const { metadata } of chain.hops.slice(1)) {
          expect(ids.indexOf(metadata.causationId ?? "")).toBeLessThan(ids.indexOf(metadata.id));
        }
      }
    }),
    { numRuns: 30 },
  );
});

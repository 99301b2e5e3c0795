import { expect, test } from "vitest";
import {
  completed,
  extracted,
  planned,
  RUN,
  requested,
  sampleRun,
  unitPlanned,
} from "../testing/sample-run.ts";
import { flowOf, type HopRef } from "./hop.ts";

const hops = sampleRun();
const brief = (refs: readonly HopRef[]) =>
  refs.map(({ role, uri }) => `${role} ${uri.replace(`local:${RUN}/`, "")}`);
const flow = (hop: (typeof hops)[number], all = hops) => {
  const { inputs, outputs } = flowOf(hop, all);
  return { inputs: brief(inputs), outputs: brief(outputs) };
};

test("a plan is written for the run, and read by each unit", () => {
  expect(flow(requested)).toEqual({ inputs: [], outputs: [] });
  expect(flow(planned)).toEqual({ inputs: [], outputs: ["plan run/plan/a1/plan.json"] });
  expect(flow(unitPlanned("flights#0", ""))).toEqual({ inputs: ["plan run/plan/a1/plan.json"], outputs: [] });
});

test("an extract reads from outside, and writes rows, rejects and quarantine where there are any", () => {
  const hop = extracted("flights#0", planned, { read: 9, rejected: 1, quarantined: 1 });
  expect(flow(hop)).toEqual({
    inputs: ["source file:data/flights.csv"],
    outputs: [
      "rows flights#0/extract/a1/rows.parquet",
      "rejects flights#0/extract/a1/rejects.parquet",
      "quarantine flights#0/extract/a1/quarantine.parquet",
    ],
  });
  expect(flow(extracted("flights#0", planned, { read: 9 })).outputs).toHaveLength(1);
});

test("a transform names the lookup that it joined", () => {
  expect(flow(hops[8]!)).toEqual({
    inputs: ["rows flights#0/extract/a1/rows.parquet", "lookup:airports airports#0/extract/a1/rows.parquet"],
    outputs: ["rows flights#0/transform/a1/rows.parquet"],
  });
});

test("settle reads what every unit left, also where it is asked about without the others", () => {
  const settle = hops[12]!;
  expect(flow(settle).inputs).toHaveLength(2);
  expect(flow(settle, [settle]).inputs).toEqual([]);
  expect(flow(settle).outputs).toEqual(["manifest run/settle/a1/manifest.json"]);
});

test("of a unit that was validated twice the newest try is what settle read", () => {
  const settle = hops[12]!;
  const first = hops[10]!;
  const slot = { ...first.metadata.slot, generation: 1 };
  const data = structuredClone(first.data) as { artifact: { uri: string } };
  data.artifact.uri = `local:${RUN}/flights#0/transform/a2/rows.parquet`;
  const again = { ...first, metadata: { ...first.metadata, slot }, data } as typeof first;
  expect(flow(settle, [...hops, again]).inputs).toEqual([
    "rows flights#0/transform/a2/rows.parquet",
    "rows flights#1/transform/a1/rows.parquet",
  ]);
});

test("a load reads the manifest of its cause, and writes a table", () => {
  const load = hops[13]!;
  expect(flow(load)).toEqual({
    inputs: ["manifest run/settle/a1/manifest.json"],
    outputs: ["table warehouse:flights"],
  });
  expect(flow(load, [load]).inputs).toEqual([]);
});

test("the end reads and writes nothing", () => {
  const end = completed(planned, { read: 1, rejected: 0, quarantined: 0, loaded: 1 });
  expect(flow(end)).toEqual({ inputs: [], outputs: [] });
});

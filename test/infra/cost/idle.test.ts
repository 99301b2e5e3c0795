import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ROOT } from "../harness/places.ts";
import { Graph } from "../support/graph.ts";
import { Mutation } from "../support/mutate.ts";
import { graphPath } from "../support/stages.ts";
import { idleCost, idleTable } from "./idle.ts";

const prod = Graph.read(graphPath("plain"));
const total = (graph: Graph) => idleCost(graph).reduce((sum, { month }) => sum + month, 0);

/** Without what a formatter adds to the cells of a table. */
const unpadded = (text: string): string => text.replaceAll(/-{3,}/g, "---").replaceAll(/ {2,}/g, " ");

describe("what a stage costs while nothing runs", () => {
  it("is in the docs, as the graph has it", () => {
    const table = idleTable({ prod, personal: Graph.read(graphPath("personal")) });
    const docs = readFileSync(join(ROOT, "docs/9-deploying.md"), "utf8");
    expect(unpadded(docs), `the docs should have\n${table}`).toContain(unpadded(table));
  });

  it("falls with an alarm less", () => {
    const mutation = new Mutation(prod);
    mutation.remove("alarm", "LoadErrorsAlarm");
    expect(total(prod) - total(mutation.graph())).toBeCloseTo(0.1);
  });

  it("grows with a NAT", () => {
    const lines = idleCost(Graph.read(graphPath("withNat")));
    expect(lines.map(({ what }) => what)).toContain("NAT instances");
  });
});

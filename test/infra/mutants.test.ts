import { describe, expect, it } from "vitest";
import { mutants } from "./mutants.ts";
import { rules } from "./rules/index.ts";
import { Graph } from "./support/graph.ts";
import { Mutation } from "./support/mutate.ts";
import { graphPath } from "./support/stages.ts";

const graph = Graph.read(graphPath("prod"));

describe("a rule that cannot fail proves nothing", () => {
  it.each(mutants.map((mutant) => [mutant.mistake, mutant] as const))(
    "sees %s",
    (_, { rule, says, make }) => {
      const before = rules[rule].check(graph);
      const mutation = new Mutation(graph);
      make(mutation);
      const seen = rules[rule].check(mutation.graph()).filter((violation) => !before.includes(violation));
      expect(seen.join("\n")).toContain(says);
    },
  );

  it("each rule has a mutant", () => {
    const covered = new Set(mutants.map(({ rule }) => rule));
    expect(Object.keys(rules).filter((rule) => !covered.has(rule as keyof typeof rules))).toEqual([]);
  });
});

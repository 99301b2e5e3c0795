import { describe, expect, it } from "vitest";
import { rules } from "./rules/index.ts";
import { Graph } from "./support/graph.ts";
import { graphPath } from "./support/stages.ts";

describe.each(["prod", "personal"] as const)("the stage %s", (stage) => {
  const graph = Graph.read(graphPath(stage));

  it.each(Object.values(rules).map((rule) => [rule.name, rule] as const))("%s", (_, rule) => {
    expect(rule.check(graph)).toEqual([]);
  });
});

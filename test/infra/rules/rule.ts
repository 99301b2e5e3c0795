import type { Graph } from "../support/graph.ts";

/** Something that is true of every deployment. */
export interface GraphRule {
  readonly name: string;
  /** What breaks it, in words; nothing where all is well. */
  check(graph: Graph): readonly string[];
}

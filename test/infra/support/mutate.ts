import type { Call, GraphFile } from "../harness/graph-file.ts";
import { Graph, TYPE } from "./graph.ts";

// biome-ignore lint/suspicious/noExplicitAny: a mutant reaches into any resource, whose properties are AWS's.
export type Draft = any;

/** A copy of a graph that a mistake can be made in. */
export class Mutation {
  readonly #file: GraphFile;

  constructor(graph: Graph) {
    this.#file = structuredClone(graph.file);
  }

  graph(): Graph {
    return new Graph(this.#file);
  }

  /** The properties of one resource, by its name in the program. */
  of(type: keyof typeof TYPE, name: string): Draft {
    const found = this.#file.resources.find((each) => each.type === TYPE[type] && each.name === name);
    if (!found) throw new Error(`no ${type} is called ${name}`);
    return found.props;
  }

  /** Of the policy in this property: its first statement. */
  statement(type: keyof typeof TYPE, name: string, change: (statement: Draft) => void): void {
    const props = this.of(type, name);
    const policy = JSON.parse(props.policy);
    change(policy.Statement[0]);
    props.policy = JSON.stringify(policy);
  }

  /** What a function may do: one more statement. */
  permit(role: string, statement: object): void {
    const props = this.of("role", role);
    const policy = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
    props.inlinePolicies.push({ name: "mutant", policy });
  }

  remove(type: keyof typeof TYPE, name: string): void {
    const resources = this.#file.resources as GraphFile["resources"][number][];
    const index = resources.findIndex((each) => each.type === TYPE[type] && each.name === name);
    if (index < 0) throw new Error(`no ${type} is called ${name}`);
    resources.splice(index, 1);
  }

  build(functionID: string): Draft {
    const found: Call | undefined = new Graph(this.#file)
      .builds()
      .find(({ args }) => args.functionID === functionID);
    if (!found) throw new Error(`nothing was built for ${functionID}`);
    return found;
  }
}

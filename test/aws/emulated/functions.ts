import { join } from "node:path";
import type { Call } from "../../infra/harness/graph-file.ts";
import { OUT } from "../../infra/harness/places.ts";
import type { Graph } from "../../infra/support/graph.ts";

/** A function as it is deployed, and what it is fed from. */
export interface DeployedFunction {
  /** `waybill-prod-plan` */
  readonly name: string;
  readonly bundle: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly links: Readonly<Record<string, unknown>>;
  readonly timeoutSeconds: number;
  /** Absent: it is called by something else than a queue. */
  readonly source?: MessageSource;
}

export interface MessageSource {
  readonly queueArn: string;
  readonly batchSize: number;
  readonly atOnce: number;
}

/** All functions of a deployment. Errors: a bundle that could not be made. */
export function functionsIn(graph: Graph): readonly DeployedFunction[] {
  return graph.of("function").map(({ name: resource, props }) => {
    const build = buildOf(resource, graph);
    const { links } = build.args as { readonly links: Readonly<Record<string, unknown>> };
    const source = sourceOf(String(props.name), graph);
    return {
      name: String(props.name),
      bundle: join(OUT, graph.file.stage, "bundles", String(build.args.functionID), "bundle.mjs"),
      environment: (props.environment as { variables: Record<string, string> }).variables,
      links,
      timeoutSeconds: Number(props.timeout),
      ...(source && { source }),
    };
  });
}

/** SST makes `PlanFunctionFunction` of what the program calls `PlanFunction`. */
function buildOf(resource: string, graph: Graph): Call {
  const build = graph.builds().find(({ args }) => `${args.functionID}Function` === resource);
  if (!build) throw new Error(`nothing was built for ${resource}`);
  if (build.problem !== undefined) throw new Error(build.problem);
  return build;
}

function sourceOf(name: string, graph: Graph): MessageSource | undefined {
  const found = graph.of("messages").find(({ props }) => props.functionName === name);
  if (!found) return undefined;
  const { eventSourceArn, batchSize, scalingConfig } = found.props;
  const { maximumConcurrency } = scalingConfig as { readonly maximumConcurrency: number };
  return { queueArn: String(eventSourceArn), batchSize: Number(batchSize), atOnce: maximumConcurrency };
}

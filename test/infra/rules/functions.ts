import { called, type Graph, type Resource } from "../support/graph.ts";
import type { GraphRule } from "./rule.ts";

/** Seconds. */
const LONGEST_TIMEOUT = 900;

/** What each function has; a wrong one is one violation. */
const TRAITS: readonly (readonly [string, (fn: Resource, graph: Graph) => boolean])[] = [
  ["is not arm64", ({ props }) => JSON.stringify(props.architectures) === '["arm64"]'],
  ["is not on Node 24", ({ props }) => props.runtime === "nodejs24.x"],
  ["has a memory of its own making", ({ props }) => Number(props.memorySize) >= 256],
  ["takes longer than Lambda allows", ({ props }) => Number(props.timeout) <= LONGEST_TIMEOUT],
  [
    "does not log as JSON",
    ({ props }) => (props.loggingConfig as { logFormat?: string })?.logFormat === "JSON",
  ],
  ["has a log that is kept for ever, or not encrypted", (fn, graph) => hasTidyLog(fn, graph)],
  ["is called otherwise than its log", ({ props }) => logOf(props) === `/aws/lambda/${props.name}`],
];

const logOf = (props: Resource["props"]): unknown => (props.loggingConfig as { logGroup?: string })?.logGroup;

function hasTidyLog({ props }: Resource, graph: Graph): boolean {
  const log = graph.of("log").find((group) => group.props.name === logOf(props));
  return Number(log?.props.retentionInDays) > 0 && log?.props.kmsKeyId !== undefined;
}

export const functionsAreAsAgreed: GraphRule = {
  name: "every function is arm64 on Node 24, with its memory, and a log that is encrypted and ends",
  check: (graph) =>
    graph
      .of("function")
      .flatMap((fn) =>
        TRAITS.filter(([, holds]) => !holds(fn, graph)).map(([what]) => `${called(fn)} ${what}`),
      ),
};

export const logsAreTidy: GraphRule = {
  name: "every log is encrypted and ends",
  check: (graph) =>
    graph
      .of("log")
      .filter(({ props }) => !(Number(props.retentionInDays) > 0 && props.kmsKeyId))
      .map((log) => `${called(log)} is kept for ever, or not encrypted`),
};

export const functionsAreInside: GraphRule = {
  name: "every function is in the VPC, in its private subnets, and nothing comes in",
  check: (graph) => [
    ...graph
      .of("function")
      .filter(({ props }) => {
        const vpc = props.vpcConfig as { subnetIds?: readonly string[] } | undefined;
        return !vpc?.subnetIds?.every((id) => id.includes("PrivateSubnet"));
      })
      .map((fn) => `${called(fn)} is not in the private subnets`),
    ...graph
      .of("securityGroup")
      .filter(({ props }) => JSON.stringify(props.ingress ?? []).includes("0.0.0.0/0"))
      .map((group) => `${group.name} lets in everybody`),
  ],
};

export const handlersAreThere: GraphRule = {
  name: "every handler's file is there, bundles, and exports the handler",
  check: (graph) => graph.builds().flatMap(({ problem }) => problem ?? []),
};

export const linksAreGiven: GraphRule = {
  name: "no handler uses a Resource that is not linked to it",
  check: (graph) =>
    graph.builds().flatMap(({ args, uses }) => {
      const linked = Object.keys((args.links ?? {}) as object);
      return (uses ?? [])
        .filter((name) => !linked.includes(name))
        .map((name) => `${args.functionID} uses ${name}, which is not linked to it`);
    }),
};

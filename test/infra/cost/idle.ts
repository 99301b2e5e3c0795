import type { Graph } from "../support/graph.ts";
import { HOURS, POLLS_A_MONTH, PRICES } from "./prices.ts";

export interface CostLine {
  readonly what: string;
  readonly count: number;
  /** US dollars a month. */
  readonly month: number;
}

/** What a stage costs in a month in which nothing runs: what is paid by the hour, by the piece, or by being asked. */
export function idleCost(graph: Graph): readonly CostLine[] {
  const { file } = graph;
  const count = (type: string) => file.resources.filter((resource) => resource.type === type).length;
  const zones = graph
    .of("endpoint")
    .filter(({ props }) => props.vpcEndpointType === "Interface")
    .reduce((sum, { props }) => sum + (props.subnetIds as readonly string[]).length, 0);
  const secrets = count("aws:redshiftserverless/namespace:Namespace");
  const lines: readonly (readonly [string, number, number])[] = [
    ["interface endpoints, by zone", zones, PRICES.interfaceEndpointHour * HOURS],
    ["NAT gateways", graph.of("nat").length, (PRICES.natGatewayHour + PRICES.publicIpHour) * HOURS],
    [
      "NAT instances",
      count("aws:ec2/instance:Instance"),
      (PRICES.natInstanceHour + PRICES.publicIpHour) * HOURS,
    ],
    ["alarms", graph.of("alarm").length, PRICES.alarm],
    ["dashboards", count("aws:cloudwatch/dashboard:Dashboard"), PRICES.dashboard],
    [
      "queues that Lambda asks",
      graph.of("messages").length,
      (POLLS_A_MONTH / 1_000_000) * PRICES.sqsRequests,
    ],
    ["keys", graph.of("key").length, PRICES.key],
    ["secrets", secrets, PRICES.secret],
  ];
  return lines
    .filter(([, count]) => count > 0)
    .map(([what, count, each]) => ({ what, count, month: count * each }));
}

/** As the docs have it: a line for each kind, a column for each stage. */
export function idleTable(stages: Readonly<Record<string, Graph>>): string {
  const costs = Object.values(stages).map(idleCost);
  const kinds = [...new Set(costs.flatMap((lines) => lines.map(({ what }) => what)))];
  const cell = (lines: readonly CostLine[], kind: string) => {
    const line = lines.find(({ what }) => what === kind);
    return line ? `${line.count}: ${line.month.toFixed(2)}` : "-";
  };
  const total = (lines: readonly CostLine[]) => lines.reduce((sum, { month }) => sum + month, 0).toFixed(2);
  const rows = [
    ["USD a month", ...Object.keys(stages)],
    ["---", ...costs.map(() => "---:")],
    ...kinds.map((kind) => [kind, ...costs.map((lines) => cell(lines, kind))]),
    ["**in all**", ...costs.map((lines) => `**${total(lines)}**`)],
  ];
  return rows.map((row) => `| ${row.join(" | ")} |`).join("\n");
}

import type { Watched } from "../monitoring.ts";
import { nameOf } from "../parts/names.ts";
import { here } from "../parts/policy.ts";
import type { World } from "../world.ts";

/** A dashboard's page is 24 wide. */
const HALF = 12;
const HEIGHT = 6;

type Metric = readonly $util.Input<string>[];

/** Runs, queues, dead letters, functions and the warehouse on one page. */
export function dashboard({ queues, settings }: World, watched: readonly Watched[]): void {
  const queueMetric = (metric: string, of: sst.aws.Queue): Metric => [
    "AWS/SQS",
    metric,
    "QueueName",
    of.nodes.queue.name,
  ];
  const functionMetric = (metric: string): readonly Metric[] =>
    watched.map(({ name }) => ["AWS/Lambda", metric, "FunctionName", nameOf(name)]);
  const charts: readonly [string, string, readonly Metric[]][] = [
    [
      "Runs",
      "Sum",
      [
        ["Waybill/Runs", "RunsCompleted"],
        ["Waybill/Runs", "RunsFailed"],
      ],
    ],
    [
      "Waiting events",
      "Maximum",
      queues.map(({ queue }) => queueMetric("ApproximateNumberOfMessagesVisible", queue)),
    ],
    [
      "Dead letters",
      "Maximum",
      queues.map(({ deadLetters }) => queueMetric("ApproximateNumberOfMessagesVisible", deadLetters)),
    ],
    [
      "Seconds that the oldest event waits",
      "Maximum",
      queues.map(({ queue }) => queueMetric("ApproximateAgeOfOldestMessage", queue)),
    ],
    ["Milliseconds a delivery", "p99", functionMetric("Duration")],
    ["Errors", "Sum", functionMetric("Errors")],
    ["Throttles", "Sum", functionMetric("Throttles")],
    ["At the same time", "Maximum", functionMetric("ConcurrentExecutions")],
    ...(settings.warehouse.kind === "serverless" ? [capacity()] : []),
  ];
  new aws.cloudwatch.Dashboard("Dashboard", {
    dashboardName: nameOf("overview"),
    dashboardBody: $jsonStringify({ widgets: charts.map(chart) }),
  });
}

const capacity = (): [string, string, readonly Metric[]] => [
  "Warehouse capacity (RPU)",
  "Maximum",
  [["AWS/Redshift-Serverless", "ComputeCapacity", "Workgroup", nameOf("warehouse")]],
];

const chart = ([title, stat, metrics]: readonly [string, string, readonly Metric[]], index: number) => ({
  type: "metric",
  x: (index % 2) * HALF,
  y: Math.floor(index / 2) * HEIGHT,
  width: HALF,
  height: HEIGHT,
  properties: { title, stat, period: 300, region: here().region, metrics },
});

import { nameOf, pascal } from "./names.ts";

const MINUTE = 60;

export interface Alarm {
  readonly name: string;
  /** What it means and what to do: the first line that whoever is woken reads. */
  readonly says: string;
  readonly topic: aws.sns.Topic;
  readonly args: Omit<
    aws.cloudwatch.MetricAlarmArgs,
    "name" | "alarmActions" | "okActions" | "alarmDescription"
  >;
}

export function alarm({ name, says, topic, args }: Alarm): void {
  new aws.cloudwatch.MetricAlarm(`${pascal(name)}Alarm`, {
    name: nameOf(name),
    alarmDescription: says,
    alarmActions: [topic.arn],
    okActions: [topic.arn],
    treatMissingData: "notBreaching",
    ...args,
  });
}

/** Something lies in a queue in which nothing should. */
export function alarmOnLetters(
  name: string,
  letters: sst.aws.Queue,
  topic: aws.sns.Topic,
  says: string,
): void {
  alarm({
    name,
    says,
    topic,
    args: above(0, queueMetric(letters, "ApproximateNumberOfMessagesVisible"), MINUTE),
  });
}

export const queueMetric = (queue: sst.aws.Queue, metricName: string) => ({
  namespace: "AWS/SQS",
  metricName,
  statistic: "Maximum",
  dimensions: { QueueName: queue.nodes.queue.name },
});

type Metric = Pick<aws.cloudwatch.MetricAlarmArgs, "namespace" | "metricName" | "statistic" | "dimensions">;

/** `period`: seconds over which the metric is looked at. */
export const above = (threshold: number, metric: Metric, period: number) => ({
  ...metric,
  period,
  evaluationPeriods: 1,
  comparisonOperator: "GreaterThanThreshold",
  threshold,
});

export const undeliveredSays = (name: string): string =>
  `EventBridge could not put events where ${name} looks for them: they are in the queue ${nameOf(`${name}-undelivered`)}`;

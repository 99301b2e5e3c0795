import type { Watched } from "../monitoring.ts";
import { above, alarm, alarmOnLetters, queueMetric, undeliveredSays } from "../parts/alarm.ts";
import { nameOf } from "../parts/names.ts";
import type { SubscriptionQueue } from "../parts/queue.ts";
import type { Settings } from "../settings/types.ts";

/** Seconds over which a metric is looked at. */
const FIVE_MINUTES = 300;

/** Dead letters, and work that waits too long. */
export function alarmsOfQueue(of: SubscriptionQueue, topic: aws.sns.Topic, { alarms }: Settings): void {
  const { name, queue, deadLetters, undelivered } = of;
  alarmOnLetters(
    `${name}-dead-letters`,
    deadLetters,
    topic,
    `${name} could not do its work. Look: waybill dlq list --stage ${$app.stage}`,
  );
  alarmOnLetters(`${name}-undelivered`, undelivered, topic, undeliveredSays(name));
  alarm({
    name: `${name}-waiting`,
    says: `The oldest event for ${name} waits longer than ${alarms.oldestMessageSeconds} s: is its concurrency enough?`,
    topic,
    args: above(
      alarms.oldestMessageSeconds,
      queueMetric(queue, "ApproximateAgeOfOldestMessage"),
      FIVE_MINUTES,
    ),
  });
}

/** Errors that a handler did not expect, and work that comes near its timeout. */
export function alarmsOfFunction(
  { name, timeout }: Watched,
  topic: aws.sns.Topic,
  { alarms }: Settings,
): void {
  const metric = (metricName: string, statistic: string) => ({
    namespace: "AWS/Lambda",
    metricName,
    statistic,
    dimensions: { FunctionName: nameOf(name) },
  });
  alarm({
    name: `${name}-errors`,
    says: `${name} ended with an error that is not a run's: look into its log /aws/lambda/${nameOf(name)}`,
    topic,
    args: above(alarms.errors - 1, metric("Errors", "Sum"), FIVE_MINUTES),
  });
  alarm({
    name: `${name}-slow`,
    says: `${name} takes more than ${alarms.durationShare * 100} % of its ${timeout} s: give it memory, or cut partitions smaller`,
    topic,
    args: above(timeout * 1000 * alarms.durationShare, metric("Duration", "Maximum"), FIVE_MINUTES),
  });
}

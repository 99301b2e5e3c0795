import { Completed, toPattern } from "@waybill/events";
import { alarm } from "../parts/alarm.ts";
import { nameOf } from "../parts/names.ts";
import { here, policy } from "../parts/policy.ts";
import { eventRule, ruleTarget, undeliveredFor } from "../parts/rule.ts";
import type { World } from "../world.ts";

const NAMESPACE = "Waybill/Runs";
const HOUR = 3600;

/**
 * How every run ended, in a log of its own, from which the metrics of runs come: they are there whatever became of the
 * functions. A failed run is told at once, in words; so is each that completed, where that is wanted.
 */
export function runLog(world: World): void {
  const { settings, bus, logKey, topic } = world;
  const log = new aws.cloudwatch.LogGroup("RunsLog", {
    // EventBridge writes to no log of another name.
    name: `/aws/events/${nameOf("runs")}`,
    retentionInDays: settings.logs.retentionDays,
    kmsKeyId: logKey,
  });
  const rule = eventRule("runs", {
    bus: bus.name,
    description: "Every run that ended, into a log",
    pattern: toPattern(Completed),
  });
  letRuleWrite(log, rule);
  ruleTarget("runs", {
    rule,
    bus: bus.name,
    arn: log.arn,
    undelivered: undeliveredFor("runs", rule, world).arn,
    settings,
  });
  runMetrics(log);
  tell("failed", world);
  if (settings.alerts.onSuccess) tell("completed", world);
  alarm({
    name: "runs-failed",
    says: `A run failed. Look: waybill runs --stage ${$app.stage}`,
    topic,
    args: {
      namespace: NAMESPACE,
      metricName: metricOf("failed"),
      statistic: "Sum",
      period: 300,
      evaluationPeriods: 1,
      comparisonOperator: "GreaterThanThreshold",
      threshold: 0,
    },
  });
  for (const [pipeline, { silentAfterHours }] of Object.entries(settings.pipelines)) {
    if (silentAfterHours !== undefined) alarmOnSilence(pipeline, silentAfterHours, topic);
  }
}

const metricOf = (status: "failed" | "completed"): string =>
  status === "failed" ? "RunsFailed" : "RunsCompleted";

function letRuleWrite(log: aws.cloudwatch.LogGroup, rule: aws.cloudwatch.EventRule): void {
  const { account } = here();
  new aws.cloudwatch.LogResourcePolicy("RunsLogPolicy", {
    policyName: nameOf("runs"),
    policyDocument: policy([
      {
        Sid: "OnlyThisRule",
        Effect: "Allow",
        Principal: { Service: ["events.amazonaws.com", "delivery.logs.amazonaws.com"] },
        Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
        Resource: $interpolate`${log.arn}:*`,
        Condition: {
          StringEquals: { "aws:SourceAccount": account },
          ArnEquals: { "aws:SourceArn": rule.arn },
        },
      },
    ]),
  });
}

/** Each status twice: in all (for the alarm on any failure), and by pipeline. */
function runMetrics(log: aws.cloudwatch.LogGroup): void {
  for (const status of ["failed", "completed"] as const) {
    for (const byPipeline of [false, true]) {
      new aws.cloudwatch.LogMetricFilter(`${metricOf(status)}${byPipeline ? "ByPipeline" : ""}`, {
        name: nameOf(`runs-${status}${byPipeline ? "-by-pipeline" : ""}`),
        logGroupName: log.name,
        pattern: `{ $.detail.data.status = "${status}" }`,
        metricTransformation: {
          namespace: NAMESPACE,
          name: metricOf(status),
          value: "1",
          ...(byPipeline
            ? { dimensions: { Pipeline: "$.detail.metadata.pipeline" } }
            : { defaultValue: "0" }),
        },
      });
    }
  }
}

/** A line that a person can read on a phone. */
function tell(status: "failed" | "completed", world: World): void {
  const { settings, bus, topic } = world;
  const name = `run-${status}`;
  const rule = eventRule(name, {
    bus: bus.name,
    description: `A note for each run that ended as ${status}`,
    pattern: toPattern(Completed, { data: { status: [status] } }),
  });
  ruleTarget(name, {
    rule,
    bus: bus.name,
    arn: topic.arn,
    undelivered: undeliveredFor(name, rule, world).arn,
    settings,
    more: { inputTransformer: NOTES[status] },
  });
}

const RUN = { pipeline: "$.detail.metadata.pipeline", run: "$.detail.metadata.runId" };

const NOTES = {
  failed: {
    inputPaths: { ...RUN, code: "$.detail.data.reason.code", message: "$.detail.data.reason.message" },
    inputTemplate: '"<pipeline> failed: <message> (<code>). Look: waybill lineage <run>"',
  },
  completed: {
    inputPaths: { ...RUN, inserted: "$.detail.data.loaded.inserted" },
    inputTemplate: '"<pipeline> completed, <inserted> new rows. Look: waybill lineage <run>"',
  },
} as const;

/** Nothing failed, and nothing came either. A metric alarm looks back a week at most. */
function alarmOnSilence(pipeline: string, hours: number, topic: aws.sns.Topic): void {
  alarm({
    name: `${pipeline}-silent`,
    says: `${pipeline} completed no run for ${hours} h: does its schedule or its source still come?`,
    topic,
    args: {
      namespace: NAMESPACE,
      metricName: metricOf("completed"),
      dimensions: { Pipeline: pipeline },
      statistic: "Sum",
      period: HOUR,
      evaluationPeriods: hours,
      comparisonOperator: "LessThanThreshold",
      threshold: 1,
      treatMissingData: "breaching",
      tags: { "waybill:pipeline": pipeline },
    },
  });
}

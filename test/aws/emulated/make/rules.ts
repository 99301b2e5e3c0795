import {
  CreateEventBusCommand,
  type EventBridgeClient,
  PutRuleCommand,
  PutTargetsCommand,
  type Target,
} from "@aws-sdk/client-eventbridge";
import type { Graph, Props, Resource } from "../../../infra/support/graph.ts";

/** Buses, rules and their targets. Of the targets those that are queues: nobody here reads the others. */
export async function makeRules(graph: Graph, events: EventBridgeClient): Promise<void> {
  for (const { props } of graph.file.resources.filter(isBus))
    await events.send(new CreateEventBusCommand({ Name: String(props.name) }));
  for (const { props } of graph.of("rule")) {
    await events.send(
      new PutRuleCommand({
        EventBusName: String(props.eventBusName),
        Name: String(props.name),
        EventPattern: String(props.eventPattern),
      }),
    );
  }
  for (const { name, props } of graph.of("target")) {
    if (!String(props.arn).startsWith("arn:aws:sqs:")) continue;
    const targets = {
      EventBusName: String(props.eventBusName),
      Rule: String(props.rule),
      Targets: [target(name, props)],
    };
    await events.send(new PutTargetsCommand(targets));
  }
}

const isBus = ({ type }: Resource): boolean => type === "aws:cloudwatch/eventBus:EventBus";

interface Delivery {
  readonly deadLetterConfig: { readonly arn: string };
  readonly retryPolicy: { readonly maximumRetryAttempts: number; readonly maximumEventAgeInSeconds: number };
}

function target(Id: string, props: Props): Target {
  const { deadLetterConfig, retryPolicy } = props as Props & Delivery;
  return {
    Id,
    Arn: String(props.arn),
    DeadLetterConfig: { Arn: deadLetterConfig.arn },
    RetryPolicy: {
      MaximumRetryAttempts: retryPolicy.maximumRetryAttempts,
      MaximumEventAgeInSeconds: retryPolicy.maximumEventAgeInSeconds,
    },
  };
}

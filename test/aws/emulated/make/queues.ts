import { CreateQueueCommand, type SQSClient } from "@aws-sdk/client-sqs";
import type { Graph, Resource } from "../../../infra/support/graph.ts";

/** All queues, those first that others send their dead letters to; each with its redrive and its own policy. */
export async function makeQueues(graph: Graph, sqs: SQSClient, visibilitySeconds?: number): Promise<void> {
  const policies = new Map(
    graph.of("queuePolicy").map(({ props }) => [props.queueUrl, String(props.policy)]),
  );
  const last = (queue: Resource) => Number(queue.props.redrivePolicy !== undefined);
  for (const { props, outputs } of [...graph.of("queue")].sort((a, b) => last(a) - last(b))) {
    const Attributes = {
      DelaySeconds: String(props.delaySeconds),
      MessageRetentionPeriod: String(props.messageRetentionSeconds),
      VisibilityTimeout: String(visibilitySeconds ?? props.visibilityTimeoutSeconds),
      ...optional("RedrivePolicy", props.redrivePolicy),
      ...optional("Policy", policies.get(outputs.url)),
    };
    await sqs.send(new CreateQueueCommand({ QueueName: String(props.name), Attributes }));
  }
}

const optional = (name: string, value: unknown) => (value === undefined ? {} : { [name]: String(value) });

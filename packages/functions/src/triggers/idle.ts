import { GetQueueAttributesCommand, type SQSClient } from "@aws-sdk/client-sqs";

const COUNTS = [
  "ApproximateNumberOfMessages",
  "ApproximateNumberOfMessagesNotVisible",
  "ApproximateNumberOfMessagesDelayed",
] as const;

/** True where no message is in any of these queues: waiting, at work, or put off. SQS counts approximately. */
export async function allEmpty(sqs: SQSClient, urls: readonly string[]): Promise<boolean> {
  const counts = await Promise.all(
    urls.map(async (QueueUrl) => {
      const command = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...COUNTS] });
      const { Attributes = {} } = await sqs.send(command);
      return COUNTS.map((name) => Number(Attributes[name] ?? 0));
    }),
  );
  return counts.flat().every((count) => count === 0);
}

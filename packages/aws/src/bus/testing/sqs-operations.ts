import type {
  ChangeMessageVisibilityBatchRequest,
  ChangeMessageVisibilityRequest,
  DeleteMessageRequest,
  ReceiveMessageRequest,
  SendMessageBatchRequest,
  SendMessageRequest,
} from "@aws-sdk/client-sqs";
import { type Operation, ServiceError } from "./fake-aws.ts";
import { type FakeMessage, type FakeQueue, md5 } from "./fake-queue.ts";

const CALL_BYTES = 1_048_576;

/** The operations of SQS that the product calls. */
export function sqsOperations(queues: readonly FakeQueue[]): Record<string, Operation> {
  const queueAt = (url: string | undefined): FakeQueue => {
    const queue = queues.find((each) => each.url === url);
    if (queue) return queue;
    throw new ServiceError("QueueDoesNotExist", "The specified queue does not exist.");
  };
  return {
    SendMessage: (input: SendMessageRequest) => {
      const { id, body } = queueAt(input.QueueUrl).send(input);
      return { MessageId: id, MD5OfMessageBody: md5(body) };
    },
    SendMessageBatch: ({ QueueUrl, Entries = [] }: SendMessageBatchRequest, partial) => {
      refuseLarge(Entries.map(({ MessageBody = "" }) => MessageBody));
      const queue = queueAt(QueueUrl);
      const fails = (i: number) => partial && i % 2 === 1;
      return {
        Successful: Entries.filter((_, i) => !fails(i)).map((entry) => {
          const { id, body } = queue.send(entry);
          return { Id: entry.Id, MessageId: id, MD5OfMessageBody: md5(body) };
        }),
        Failed: Entries.filter((_, i) => fails(i)).map(({ Id }) => ({
          Id,
          Code: "InternalError",
          SenderFault: false,
        })),
      };
    },
    ReceiveMessage: ({
      QueueUrl,
      MaxNumberOfMessages = 1,
      VisibilityTimeout = 30,
    }: ReceiveMessageRequest) => ({
      Messages: queueAt(QueueUrl).receive(MaxNumberOfMessages, VisibilityTimeout).map(received),
    }),
    ChangeMessageVisibility: (input: ChangeMessageVisibilityRequest) => {
      const { ReceiptHandle = "", VisibilityTimeout = 0 } = input;
      queueAt(input.QueueUrl).byReceipt(ReceiptHandle).visibleAt = Date.now() + VisibilityTimeout * 1000;
      return {};
    },
    ChangeMessageVisibilityBatch: ({ QueueUrl, Entries = [] }: ChangeMessageVisibilityBatchRequest) => {
      const queue = queueAt(QueueUrl);
      const isThere = ({ ReceiptHandle }: { readonly ReceiptHandle?: string | undefined }) =>
        queue.messages.some(({ receipt }) => receipt === ReceiptHandle);
      for (const { ReceiptHandle = "", VisibilityTimeout = 0 } of Entries.filter(isThere)) {
        queue.byReceipt(ReceiptHandle).visibleAt = Date.now() + VisibilityTimeout * 1000;
      }
      const failed = Entries.filter((entry) => !isThere(entry));
      return {
        Successful: Entries.filter(isThere).map(({ Id }) => ({ Id })),
        Failed: failed.map(({ Id }) => ({ Id, Code: "ReceiptHandleIsInvalid", SenderFault: true })),
      };
    },
    DeleteMessage: ({ QueueUrl, ReceiptHandle = "" }: DeleteMessageRequest) => {
      queueAt(QueueUrl).delete(ReceiptHandle);
      return {};
    },
  };
}

function refuseLarge(bodies: readonly string[]): void {
  const bytes = bodies.reduce((sum, body) => sum + Buffer.byteLength(body), 0);
  if (bodies.length > 10) throw new ServiceError("TooManyEntriesInBatchRequest", `${bodies.length} entries`);
  if (bytes > CALL_BYTES) throw new ServiceError("BatchRequestTooLong", `${bytes} bytes`);
}

const received = ({
  id,
  body,
  attributes,
  trace,
  sentAt,
  received: count,
  receipt,
  movedFrom,
}: FakeMessage) => ({
  MessageId: id,
  ReceiptHandle: receipt,
  Body: body,
  MD5OfBody: md5(body),
  MessageAttributes: attributes,
  Attributes: {
    SentTimestamp: String(sentAt),
    ApproximateReceiveCount: String(count),
    ...(trace !== undefined && { AWSTraceHeader: trace }),
    ...(movedFrom !== undefined && { DeadLetterQueueSourceArn: movedFrom }),
  },
});

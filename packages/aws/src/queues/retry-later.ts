import { ChangeMessageVisibilityCommand, type SQSClient } from "@aws-sdk/client-sqs";
import { asError, awsFailure } from "../client/failure.ts";

export interface Receipt {
  readonly queueUrl: string;
  readonly receiptHandle: string;
}

/** The handle is of no use any more. */
const GONE = new Set(["MessageNotInflight", "ReceiptHandleIsInvalid"]);

/**
 * Hides the message for so many seconds from now on, then it is received again, as one more attempt. False where its
 * time was over before and another may have it: nothing is changed then.
 * Errors: `Transient` `bus.unavailable`. It comes again then too, when its queue's visibility timeout is over.
 */
export async function retryLater(
  client: SQSClient,
  { queueUrl, receiptHandle }: Receipt,
  seconds: number,
): Promise<boolean> {
  try {
    await client.send(
      new ChangeMessageVisibilityCommand({
        QueueUrl: queueUrl,
        ReceiptHandle: receiptHandle,
        VisibilityTimeout: seconds,
      }),
    );
    return true;
  } catch (thrown) {
    if (GONE.has(asError(thrown).name)) return false;
    throw awsFailure(thrown, {
      unavailable: "bus.unavailable",
      doing: `put a message off for ${seconds} s`,
      where: queueUrl,
    });
  }
}

import type { SQSClient } from "@aws-sdk/client-sqs";
import { type Burial, burialAttributes } from "./letter.ts";
import { type Message, send } from "./send.ts";

/**
 * Puts a message that was received into the dead-letter queue, with the reason. Acknowledge it afterwards; a crash
 * between leaves two letters of one event. `queueUrl` is that of the dead-letter queue. Errors: see `send`.
 */
export const sendDeadLetter = (client: SQSClient, message: Message, burial: Burial): Promise<void> =>
  send(client, message, {
    doing: `give a message of ${burial.subscription} up (${burial.reason.code})`,
    attributes: { ...burialAttributes(burial) },
  });

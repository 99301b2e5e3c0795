import { DeleteMessageCommand, type SQSClient } from "@aws-sdk/client-sqs";
import { type Page, Usage } from "@waybill/core";
import { allEnded } from "../bus/all-ended.ts";
import { awsFailure } from "../client/failure.ts";
import type { DeadLetter, DeadLetterQueue } from "./dead-letter.ts";
import { type Held, hold, letGo } from "./hold.ts";
import { putBack } from "./send.ts";

export interface DeadLetterFilter {
  readonly subscription?: string;
  readonly runId?: string;
  readonly limit: number;
}

/** What a look has found. There is no next page: SQS has none. */
export interface DeadLetterList extends Page<DeadLetter> {
  readonly next: null;
  /** False where there may be more than the limit, or than a look goes through. */
  readonly complete: boolean;
}

export interface DeadLetters {
  /** Oldest first. */
  list(filter: DeadLetterFilter): Promise<DeadLetterList>;
  /** Errors: `Usage` `dead-letter.unknown`. So in what follows. */
  show(id: string): Promise<DeadLetter>;
  /**
   * Back into the queue of its subscription, as if it had never been tried. Gives back what it was. A failure between
   * sending and deleting leaves the letter as well as the message: the work is done once all the same.
   */
  redrive(id: string): Promise<DeadLetter>;
  /** Gives it up. Gives back what it was. */
  discard(id: string): Promise<DeadLetter>;
}

/**
 * The dead letters of all subscriptions, in SQS: those that the edge gave up, those that SQS moved, those that
 * EventBridge could not deliver. Each act is a look into the queues, about a second long, during which others see
 * those letters not; after it they see them again. Errors: `Transient` `bus.unavailable`, `Permanent` `aws.denied`.
 */
export function sqsDeadLetters(client: SQSClient, queues: readonly DeadLetterQueue[]): DeadLetters {
  /** Takes it out of its dead-letter queue once `before` is done. */
  const remove = (id: string, before: (one: Held) => Promise<void>) =>
    look(client, queues, async (held) => {
      const one = found(held, id);
      await before(one);
      await deleteMessage(client, one);
      held.delete(id);
      return one.letter;
    });
  return {
    list: ({ subscription, runId, limit }) => {
      const asked = queues.filter(
        (queue) => subscription === undefined || queue.subscription === subscription,
      );
      return look(client, asked, async (held, seenAll) => {
        const letters = [...held.values()]
          .map(({ letter }) => letter)
          .filter((letter) => runId === undefined || letter.runId === runId)
          .sort(byAge);
        const items = letters.slice(0, limit);
        return { items, next: null, complete: seenAll && items.length === letters.length };
      });
    },

    show: (id) => look(client, queues, async (held) => found(held, id).letter),

    redrive: (id) =>
      remove(id, ({ queue, body, trace }) => putBack(client, { queueUrl: queue.sourceUrl, body, trace })),

    discard: (id) => remove(id, async () => {}),
  };
}

/** Holds what is in the queues while the work is done with it, then lets go of whatever is still there. */
async function look<T>(
  client: SQSClient,
  queues: readonly DeadLetterQueue[],
  work: (held: Map<string, Held>, seenAll: boolean) => Promise<T>,
): Promise<T> {
  const held = new Map<string, Held>();
  try {
    const seen = await allEnded(queues.map((queue) => hold(client, queue, held)));
    return await work(held, seen.every(Boolean));
  } finally {
    await letGo(client, held.values());
  }
}

function found(held: ReadonlyMap<string, Held>, id: string): Held {
  const letter = held.get(id);
  if (letter) return letter;
  throw new Usage("dead-letter.unknown", `there is no dead letter ${id}`, {
    why: "it was redriven or discarded before, the id is wrong, or somebody else looks at it just now",
    next: "look at those there are: waybill dlq list",
  });
}

async function deleteMessage(client: SQSClient, { queue, receiptHandle, letter }: Held): Promise<void> {
  try {
    await client.send(new DeleteMessageCommand({ QueueUrl: queue.url, ReceiptHandle: receiptHandle }));
  } catch (thrown) {
    throw awsFailure(thrown, {
      unavailable: "bus.unavailable",
      doing: `take dead letter ${letter.id} out of its queue`,
      where: queue.url,
      next: "do the same again: it is still there",
    });
  }
}

const byAge = (a: DeadLetter, b: DeadLetter): number => a.diedAt - b.diedAt || (a.id < b.id ? -1 : 1);

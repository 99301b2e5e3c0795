import type { DeadLetter, DeadLetters } from "@waybill/aws/queues";
import { Usage } from "@waybill/core";
import { type Envelope, isUlid } from "@waybill/events";

export interface MemoryDeadLetters extends DeadLetters {
  readonly letters: Map<string, DeadLetter>;
  /** Those that went back into their queues. */
  readonly redriven: readonly string[];
}

/** Dead letters in a map. */
export function memoryDeadLetters(): MemoryDeadLetters {
  const letters = new Map<string, DeadLetter>();
  const redriven: string[] = [];
  const show = async (id: string): Promise<DeadLetter> => {
    const letter = letters.get(id);
    if (letter) return letter;
    throw new Usage("dead-letter.unknown", `there is no dead letter ${id}`);
  };
  return {
    letters,
    redriven,
    show,
    async list({ subscription, runId, limit }) {
      const found = [...letters.values()].filter(
        (letter) =>
          (subscription === undefined || letter.subscription === subscription) &&
          (runId === undefined || letter.runId === runId),
      );
      return { items: found.slice(0, limit), next: null, complete: found.length <= limit };
    },
    async redrive(id) {
      const letter = await show(id);
      redriven.push(id);
      letters.delete(id);
      return letter;
    },
    async discard(id) {
      const letter = await show(id);
      letters.delete(id);
      return letter;
    },
  };
}

export function deadLetter(id: string, envelope: Envelope): DeadLetter {
  const { metadata } = envelope;
  if (!isUlid(metadata.runId)) throw new Error("a letter of no run");
  return {
    id,
    subscription: "load",
    eventId: metadata.id,
    runId: metadata.runId,
    type: metadata.type,
    reason: {
      class: "permanent",
      code: "warehouse.gone",
      message: "the table is gone",
      where: null,
      why: null,
      next: null,
    },
    attempts: 4,
    diedAt: Date.parse(metadata.occurredAt),
    envelope,
  };
}

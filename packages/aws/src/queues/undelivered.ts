import type { Attributes, Burial } from "./letter.ts";

/**
 * What EventBridge writes on an event that it could not put into the queue of a rule. Null where the message is none.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
 */
export function undeliveredIn(
  attributes: Attributes,
  { subscription }: { readonly subscription: string },
  sentAt: number,
): Burial | null {
  const said = (name: string) => attributes[name]?.StringValue;
  const code = said("ERROR_CODE");
  if (code === undefined) return null;
  const retries = Number(said("RETRY_ATTEMPTS") ?? 0);
  const exhausted = said("EXHAUSTED_RETRY_CONDITION");
  const why = said("ERROR_MESSAGE");
  return {
    subscription,
    reason: {
      class: "permanent",
      code: "bus.undelivered",
      message: `EventBridge could not put it into the queue of ${subscription}: ${code}`,
      where: said("RULE_ARN") ?? null,
      why: [why, exhausted && `tried until ${exhausted}`].filter(Boolean).join("; ") || null,
      next: "see that the queue is there, that its policy lets this rule send and its key lets EventBridge encrypt; then: waybill dlq redrive",
    },
    attempts: (Number.isInteger(retries) ? retries : 0) + 1,
    diedAt: sentAt,
  };
}

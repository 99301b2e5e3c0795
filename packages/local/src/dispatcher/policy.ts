import { mayPass, RETRY_SECONDS, reasonOf } from "@waybill/core";
import type { Message } from "../bus/deliveries.ts";
import type { Settlement } from "../bus/settlement.ts";

/** How one attempt ended. */
export type Result =
  | { readonly kind: "done" | "later" | "interrupted" }
  | { readonly kind: "failed"; readonly error: unknown };

export interface RetryPolicy {
  /** How long to wait after the first failure, the second, and so on. One more failure, and it is dead. */
  readonly retryDelaysMs: readonly number[];
  /** How long what was put off waits. */
  readonly laterMs: number;
}

export const DEFAULT_POLICY: RetryPolicy = {
  retryDelaysMs: RETRY_SECONDS.map((seconds) => seconds * 1000),
  laterMs: 500,
};

export const isLastAttempt = (attempt: number, { retryDelaysMs }: RetryPolicy): boolean =>
  attempt > retryDelaysMs.length;

/** What becomes of a message after an attempt. */
export function settlementOf(message: Message, result: Result, policy: RetryPolicy): Settlement {
  switch (result.kind) {
    case "done":
      return { kind: "done", message };
    case "later":
      return { kind: "later", message, delayMs: policy.laterMs };
    case "interrupted":
      return { kind: "later", message, delayMs: 0 };
    case "failed": {
      const delayMs = mayPass(result.error) ? policy.retryDelaysMs[message.attempt - 1] : undefined;
      if (delayMs !== undefined) return { kind: "retry", message, delayMs };
      return { kind: "dead", message, reason: reasonOf(result.error) };
    }
  }
}

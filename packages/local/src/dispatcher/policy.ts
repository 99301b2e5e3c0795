import { reasonOf, Transient, WaybillError } from "@waybill/core";
import { ContractError } from "@waybill/events";
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

export const DEFAULT_POLICY: RetryPolicy = { retryDelaysMs: [2000, 4000, 8000], laterMs: 500 };

export const isLastAttempt = (attempt: number, { retryDelaysMs }: RetryPolicy): boolean =>
  attempt > retryDelaysMs.length;

/** Whether the same again may succeed. What is no error of Waybill's comes from a subscriber's code: it may. */
export const mayPass = (error: unknown): boolean =>
  error instanceof Transient || !(error instanceof WaybillError || error instanceof ContractError);

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

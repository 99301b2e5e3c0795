import type { DeadReason } from "./dead-letters.ts";
import type { Message } from "./deliveries.ts";

/** What became of a message. */
export type Settlement =
  | { readonly kind: "done"; readonly message: Message }
  /** Tried again after the delay. */
  | { readonly kind: "retry"; readonly message: Message; readonly delayMs: number }
  /** Delivered again after the delay, and this attempt does not count. */
  | { readonly kind: "later"; readonly message: Message; readonly delayMs: number }
  | { readonly kind: "dead"; readonly message: Message; readonly reason: DeadReason };

/** Up to so many messages of one subscription. */
export interface Want {
  readonly subscription: string;
  readonly limit: number;
}

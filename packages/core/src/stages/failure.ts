import { ContractError, Failed, type Reason } from "@waybill/events";
import type * as z from "zod";
import { Transient, WaybillError } from "../errors.ts";
import { type Outcome, outcome } from "./announce.ts";
import type { Delivery } from "./ports.ts";
import { quoteMessage } from "./quote.ts";

type ReasonData = z.output<typeof Reason>;

/** What an error says in an event, for those who read it later. Never a stack trace. */
export function reasonOf(error: unknown): ReasonData {
  if (error instanceof WaybillError) {
    return {
      // What cannot start now will not start on its own later either.
      class: error.class === "usage" ? "permanent" : error.class,
      code: error.code,
      message: quoteMessage(error.message),
      where: error.where ?? null,
      why: error.why === undefined ? null : quoteMessage(error.why),
      next: error.next ?? null,
    };
  }
  if (error instanceof ContractError) {
    const { code, message, where = null, why = null, next = null } = error;
    return { class: "permanent", code, message, where, why, next };
  }
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return {
    class: "permanent",
    code: "unexpected",
    message: quoteMessage(message),
    where: placeIn(error),
    why: null,
    next: "this is a mistake in Waybill or in the pipeline's own code: look at the place named, then retry",
  };
}

/**
 * The error that is an outcome. Throws it where it is none: what may pass is tried again, and a shutdown says nothing
 * about the work. A time-out aborts with a `Transient`, anything else that aborts is a shutdown.
 */
export function finalError(thrown: unknown, { signal, lastAttempt }: Delivery): unknown {
  const error: unknown = signal.aborted ? signal.reason : thrown;
  const isShutdown = signal.aborted && !(error instanceof WaybillError);
  const comesAgain = error instanceof Transient && !lastAttempt;
  if (isShutdown || comesAgain) throw error;
  return error;
}

export const failedOutcome = (reason: ReasonData, attempts: number): Outcome<typeof Failed> =>
  outcome(Failed, { reason, attempts });

/** A frame of a stack, where it is in a file: not the message above the frames, not the insides of Node. */
const FRAME = /^ +at (?:.* \()?(?:async )?(?:file:\/\/)?(\/.+:\d+:\d+)\)?$/m;

/** The first place in the stack: `/home/me/flights.ts:12:5`. */
function placeIn(error: unknown): string | null {
  const stack = error instanceof Error ? (error.stack ?? "") : "";
  return FRAME.exec(stack)?.[1] ?? null;
}

import { ContractError } from "@waybill/events";
import { Transient, WaybillError } from "./errors.ts";

/** Seconds to wait after the first failure that may pass, the second, and the third. One more, and it is dead. */
export const RETRY_SECONDS: readonly number[] = [2, 4, 8];

/** Undefined after the last attempt. Attempts are counted from 1. */
export const retrySeconds = (attempt: number): number | undefined => RETRY_SECONDS[attempt - 1];

export const isLastAttempt = (attempt: number): boolean => attempt > RETRY_SECONDS.length;

/** Whether the same again may succeed. What is no error of Waybill's comes from a subscriber's code: it may. */
export const mayPass = (error: unknown): boolean =>
  error instanceof Transient || !(error instanceof WaybillError || error instanceof ContractError);

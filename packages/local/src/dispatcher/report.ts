import type { Metrics } from "@waybill/core";
import type { Settlement } from "../bus/settlement.ts";
import type { Result } from "./policy.ts";

/** Tells what became of a delivery: a number each, and a line where somebody may want to know why. */
export function report(metrics: Metrics, subscription: string, settlement: Settlement, result: Result): void {
  const { kind, message } = settlement;
  metrics.count("deliveries", 1, { subscription, outcome: kind });
  const labels = { subscription, event: message.eventId };
  if (kind === "retry") {
    const seconds = settlement.delayMs / 1000;
    metrics.log(
      "warn",
      `${subscription} failed and is tried again in ${seconds} s: ${reasonText(result)}`,
      labels,
    );
  }
  if (kind === "dead") {
    const tried = `after ${message.attempt} ${message.attempt === 1 ? "attempt" : "attempts"}`;
    metrics.log("error", `${subscription} gave up ${tried}: ${settlement.reason.message}`, labels);
  }
}

const reasonText = (result: Result): string =>
  result.kind === "failed" && result.error instanceof Error ? result.error.message : "no reason given";

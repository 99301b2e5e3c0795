import type { RunEvent } from "@waybill/events";
import { duration } from "../terminal/numbers.ts";
import type { Paint } from "../terminal/paint.ts";
import { padEnd, visible } from "../terminal/text.ts";
import { describe } from "./describe.ts";

const TYPE_WIDTH = 11;
const UNIT_WIDTH = 14;

/** An event as a line: when, what, which unit, what it says. */
export function eventLine(event: RunEvent, paint: Paint): string {
  const { occurredAt, type, slot } = event.metadata;
  const { ms } = event.data as { readonly ms?: number };
  const time = occurredAt.slice(11, 23);
  const took = ms === undefined ? "" : paint.dim(`  ${duration(ms)}`);
  const name = colourOf(event, paint)(padEnd(type, TYPE_WIDTH));
  return `${paint.dim(time)}  ${name}  ${padEnd(visible(slot.unit), UNIT_WIDTH)}  ${visible(describe(event))}${took}`;
}

function colourOf({ metadata: { type }, data }: RunEvent, paint: Paint): (text: string) => string {
  const failed = type === "Failed" || (type === "Completed" && "status" in data && data.status === "failed");
  if (failed) return paint.red;
  if (type === "Loaded" || type === "Completed") return paint.green;
  return paint.cyan;
}

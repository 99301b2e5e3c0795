import {
  Completed,
  Discarded,
  Extracted,
  Failed,
  isEvent,
  Loaded,
  Planned,
  Redriven,
  Released,
  Requested,
  RolledBack,
  type RunEvent,
  Transformed,
  Validated,
} from "@waybill/events";
import { count, plural } from "../terminal/numbers.ts";

/** What an event says, in a line for people. */
export function describe(event: RunEvent): string {
  if (isEvent(Requested, event)) return requested(event);
  if (isEvent(Planned, event)) return planned(event);
  if (isEvent(Extracted, event)) return extracted(event);
  if (isEvent(Transformed, event)) return transformed(event);
  if (isEvent(Validated, event)) return validated(event);
  if (isEvent(Loaded, event)) return loaded(event);
  if (isEvent(Failed, event)) return `${event.data.reason.code}: ${event.data.reason.message}`;
  if (isEvent(Completed, event)) return completed(event);
  return act(event);
}

function requested({ data: { trigger, parameters } }: Requested): string {
  const by = trigger.by === null ? "" : ` by ${trigger.by}`;
  const origin = trigger.origin === null ? "" : ` of run ${trigger.origin}`;
  const set = Object.entries(parameters).map(([key, value]) => `${key}=${value}`);
  return [`asked for (${trigger.kind})${by}${origin}`, ...set].join(", ");
}

const planned = ({ data }: Planned): string =>
  data.scope === "run" ? `${plural(data.units, "unit")} of work` : data.describe;

function extracted({ data: { rows } }: Extracted): string {
  return listed([
    `${count(rows.read)} → ${plural(rows.extracted, "row")}`,
    some(rows.rejected, "rejected"),
    some(rows.quarantined, "quarantined"),
    some(rows.corrected, "corrected"),
  ]);
}

const transformed = ({ data: { rows } }: Transformed): string =>
  listed([`${count(rows.in)} → ${plural(rows.out, "row")}`, some(rows.quarantined, "quarantined")]);

function validated({ data }: Validated): string {
  const { got, passed, quarantined } = data.rows;
  const more =
    data.scope === "unit" ? some(data.rows.corrected, "corrected") : some(data.rows.superseded, "superseded");
  return listed([
    `${count(got)} → ${plural(passed, "row")} ${data.scope === "unit" ? "passed" : "to load"}`,
    some(quarantined, "quarantined"),
    more,
  ]);
}

function loaded({ data: { table, mode, rows } }: Loaded): string {
  return `${table} (${mode}): ${listed([
    `${count(rows.inserted)} inserted`,
    some(rows.updated, "updated"),
    some(rows.unchanged, "unchanged"),
    some(rows.superseded, "superseded"),
    some(rows.discarded, "discarded"),
  ])}`;
}

const completed = ({ data: { status, reason, rows } }: Completed): string =>
  reason === null
    ? `${status}: ${plural(rows.loaded, "row")} loaded of ${count(rows.read)} read`
    : `${status}: ${reason.code}: ${reason.message}`;

function act(event: RunEvent): string {
  if (isEvent(Redriven, event)) return `dead letter back to ${event.data.queue}${by(event.data)}`;
  if (isEvent(Released, event))
    return `${plural(event.data.rows, "row")} released as run ${event.data.child}${by(event.data)}`;
  if (isEvent(RolledBack, event)) {
    const { table, rows } = event.data;
    return `${table}: ${count(rows.removed)} removed, ${count(rows.restored)} restored${by(event.data)}`;
  }
  if (isEvent(Discarded, event)) return `${event.data.what} given up${by(event.data)}`;
  return "";
}

const by = ({ by: who, why }: { readonly by: string; readonly why: string | null }): string =>
  ` by ${who}${why === null ? "" : `: ${why}`}`;

const some = (value: number, word: string): string => (value === 0 ? "" : `${count(value)} ${word}`);
const listed = (parts: readonly string[]): string => parts.filter((part) => part !== "").join(", ");

import {
  type Envelope,
  EVENT_SOURCE,
  type EventPattern,
  isEvent,
  parseEvent,
  Requested,
} from "@waybill/events";
import { complete, completing } from "./complete.ts";
import { extract } from "./extract.ts";
import { load } from "./load.ts";
import { plan } from "./plan.ts";
import type { Delivery, Ports } from "./ports.ts";
import { guardRetry } from "./retry.ts";
import { runStage } from "./run-stage.ts";
import type { Stage } from "./stage.ts";
import { transform } from "./transform.ts";
import { validate } from "./validate.ts";

/**
 * The map of the system: which events reach which stage, and with what means. The local runtime wires this list, the
 * stacks make rule, queue, dead-letter queue and function from it.
 */
export interface StageSubscription {
  readonly name: string;
  readonly pattern: EventPattern;
  /** Deliveries at the same time, where one machine does it all. */
  readonly concurrency: number;
  /** Seconds that one delivery may take. */
  readonly timeout: number;
  /** Megabytes of memory, where the runtime sets it. */
  readonly memory: number;
  /** `later`: leave it on the queue, it is not counted as a try. */
  handle(received: unknown, ports: Ports, delivery: Delivery): Promise<"done" | "later">;
}

type Means = Omit<StageSubscription, "name" | "pattern" | "handle">;

const heavy: Means = { concurrency: 2, timeout: 3600, memory: 3008 };
const light: Means = { concurrency: 1, timeout: 900, memory: 512 };

const begins = (from: string) => ({
  "detail-type": ["Planned"],
  detail: { data: { scope: ["unit"], from: [from] } },
});
const either = (...patterns: readonly object[]): EventPattern =>
  ({ source: [EVENT_SOURCE], $or: patterns }) as unknown as EventPattern;
const only = (types: readonly string[], detail?: Readonly<Record<string, unknown>>): EventPattern => ({
  source: [EVENT_SOURCE],
  "detail-type": types,
  ...(detail && { detail }),
});

const subscribe = (stage: Stage, pattern: EventPattern, means: Means): StageSubscription => ({
  name: stage.name,
  pattern,
  ...means,
  handle: async (received, ports, delivery) => {
    const event: Envelope = parseEvent(received);
    if (isEvent(Requested, event) && (await guardRetry(event, ports)) === "later") return "later";
    await runStage(stage, event, ports, stage === complete ? completing(delivery) : delivery);
    return "done";
  },
});

export const stageSubscriptions: readonly StageSubscription[] = [
  subscribe(plan, only(["Requested"]), light),
  subscribe(extract, only(["Planned"], begins("extract").detail), heavy),
  subscribe(transform, either({ "detail-type": ["Extracted"] }, begins("transform")), heavy),
  subscribe(validate, either({ "detail-type": ["Transformed"] }, begins("validate")), heavy),
  subscribe(load, only(["Validated"], { data: { scope: ["run"] } }), { ...light, timeout: 3600 }),
  subscribe(complete, only(["Loaded", "Failed"], { metadata: { slot: { unit: ["run"] } } }), light),
];

import { randomUUID } from "node:crypto";
import type { PutEventsRequest, PutEventsRequestEntry } from "@aws-sdk/client-eventbridge";
import { PatternSet } from "@waybill/events";
import { type Operation, ServiceError } from "./fake-aws.ts";
import type { FakeQueue } from "./fake-queue.ts";

export interface FakeRule {
  readonly pattern: unknown;
  readonly queue: FakeQueue;
}

const ENTRIES = 10;
const CALL_BYTES = 1_000_000;

/** PutEvents of one bus whose rules have queues as their targets. */
export function eventBridgeOperations(
  busName: string,
  rules: readonly FakeRule[],
): Record<string, Operation> {
  const patterns = new PatternSet();
  for (const [i, { pattern }] of rules.entries()) patterns.put(String(i), pattern);
  const deliver = (event: Readonly<Record<string, unknown>>, trace: string | undefined) => {
    for (const name of patterns.match(event)) {
      rules[Number(name)]?.queue.send({
        MessageBody: JSON.stringify(event),
        ...(trace && {
          MessageSystemAttributes: { AWSTraceHeader: { DataType: "String", StringValue: trace } },
        }),
      });
    }
  };
  return {
    PutEvents: ({ Entries = [] }: PutEventsRequest, partial) => {
      refuseLarge(Entries);
      const results = Entries.map((entry, i) => {
        if (partial && i % 2 === 1) return { ErrorCode: "InternalFailure", ErrorMessage: "injected" };
        if (entry.EventBusName !== busName)
          return { ErrorCode: "InvalidArgument", ErrorMessage: "no such bus" };
        const event = eventOf(entry);
        if (!event) return { ErrorCode: "MalformedDetail", ErrorMessage: "Detail is malformed." };
        deliver(event, entry.TraceHeader);
        return { EventId: event.id };
      });
      return { FailedEntryCount: results.filter((result) => "ErrorCode" in result).length, Entries: results };
    },
  };
}

/** The event as a rule sees it and its target gets it. Null where `Detail` is no JSON object. */
function eventOf({ Source, DetailType, Detail = "", Time, Resources = [] }: PutEventsRequestEntry) {
  const detail = parsedObject(Detail);
  return (
    detail && {
      version: "0",
      id: randomUUID(),
      "detail-type": DetailType,
      source: Source,
      account: "123456789012",
      // The protocol carries seconds.
      time: new Date(Number(Time) * 1000).toISOString().replace(/\.\d+/, ""),
      region: "eu-central-1",
      resources: Resources,
      detail,
    }
  );
}

function parsedObject(text: string): object | null {
  const value: unknown = JSON.parse(text);
  return typeof value === "object" ? value : null;
}

/** Sizes as AWS documents them, so that the product's own computation is not what it is tested by. */
function refuseLarge(entries: readonly PutEventsRequestEntry[]): void {
  const texts = entries.flatMap(({ Source = "", DetailType = "", Detail = "" }) => [
    Source,
    DetailType,
    Detail,
  ]);
  const bytes = 14 * entries.length + Buffer.byteLength(texts.join(""));
  if (entries.length > ENTRIES || bytes >= CALL_BYTES) {
    throw new ServiceError(
      "ValidationException",
      `${entries.length} entries, ${bytes} bytes: the call is too large`,
    );
  }
}

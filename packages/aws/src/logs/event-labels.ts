import { isRecord } from "../queues/body.ts";

export type Labels = Readonly<Record<string, string>>;

/** Which event a line is about: as much of it as there is, for a line may be about one that makes no sense. */
export function eventLabels(received: unknown): Labels {
  const metadata = fieldOf(received, "metadata");
  const labels = {
    pipeline: fieldOf(metadata, "pipeline"),
    tenant: fieldOf(metadata, "tenant"),
    run: fieldOf(metadata, "runId"),
    unit: fieldOf(fieldOf(metadata, "slot"), "unit"),
    event: fieldOf(metadata, "id"),
    type: fieldOf(metadata, "type"),
    trace: traceOf(fieldOf(metadata, "traceparent")),
  };
  return Object.fromEntries(
    Object.entries(labels).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
}

const fieldOf = (value: unknown, name: string): unknown => (isRecord(value) ? value[name] : undefined);

/** The trace in a W3C trace context: the run. */
const traceOf = (traceparent: unknown): string | undefined =>
  typeof traceparent === "string" ? traceparent.split("-")[1] : undefined;

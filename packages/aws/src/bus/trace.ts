/** Version, trace, parent and flags of a W3C `traceparent`. */
const TRACEPARENT = /^[0-9a-f]{2}-([0-9a-f]{8})([0-9a-f]{24})-([0-9a-f]{16})-[0-9a-f]([0-9a-f])$/;

/** A W3C trace context as X-Ray writes it, which EventBridge and SQS carry. Undefined where it is none. */
export function traceHeader(traceparent: string): string | undefined {
  const [, time, random, parent, flags] = TRACEPARENT.exec(traceparent) ?? [];
  if (flags === undefined) return undefined;
  const sampled = Number.parseInt(flags, 16) & 1;
  return `Root=1-${time}-${random};Parent=${parent};Sampled=${sampled}`;
}

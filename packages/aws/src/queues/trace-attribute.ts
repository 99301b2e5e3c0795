import type { MessageSystemAttributeValue } from "@aws-sdk/client-sqs";

export interface TraceAttribute {
  readonly MessageSystemAttributes?: { readonly AWSTraceHeader: MessageSystemAttributeValue };
}

/** X-Ray's header as a message carries it beside its own attributes; it counts neither as one nor in bytes. */
export const traceAttribute = (header: string | undefined): TraceAttribute =>
  header === undefined
    ? {}
    : { MessageSystemAttributes: { AWSTraceHeader: { DataType: "String", StringValue: header } } };

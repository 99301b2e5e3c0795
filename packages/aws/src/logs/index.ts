export { eventLabels, type Labels } from "./event-labels.ts";
export { type Redaction, redaction } from "./redaction.ts";
export { type StructuredLog, type StructuredLogOptions, structuredLog } from "./structured-log.ts";

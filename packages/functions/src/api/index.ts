export { deadLetterQueues } from "./dead-letter-queues.ts";
export { type ApiEvent, type ApiHandler, apiHandler } from "./handler.ts";
export type { ApiPorts, DownloadLink, DownloadLinks, NamedPipelines } from "./ports.ts";

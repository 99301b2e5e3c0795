export { type ApiCall, type ApiClient, type ApiClientOptions, apiClient } from "./api-client.ts";
export type { Going } from "./going.ts";

import type { ApiCall, ApiClient } from "@waybill/aws/api-client";
import type { DeadLetterReader, Letter } from "./run-reader.ts";

/** The dead letters of a deployed stage, over its API. */
export function stageDeadLetters(call: ApiClient): DeadLetterReader {
  const one = async (method: ApiCall["method"], id: string, act = "") =>
    (await call({ method, path: `/v1/dead-letters/${encodeURIComponent(id)}${act}` })) as Letter;
  return {
    async list({ runId: run }) {
      const found = await call({ method: "GET", path: "/v1/dead-letters", query: { run } });
      return found as { readonly items: readonly Letter[]; readonly complete: boolean };
    },
    show: (id) => one("GET", id),
    redrive: (id) => one("POST", id, "/redrive"),
    discard: (id) => one("POST", id, "/discard"),
  };
}

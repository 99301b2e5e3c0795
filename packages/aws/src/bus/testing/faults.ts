import type { ServerResponse } from "node:http";

/** What goes wrong with one call. `lost`: the work is done, its answer never arrives. `silent`: an answer without a word. */
export type Fault =
  | "throttle"
  | "too-many"
  | "internal"
  | "unavailable"
  | "denied"
  | "refused"
  | "garbled"
  | "silent"
  | "hang"
  | "reset"
  | "lost"
  | "partial";

export const JSON_TYPE = { "content-type": "application/x-amz-json-1.1" };

const ERRORS: Partial<Record<Fault, readonly [status: number, name: string]>> = {
  throttle: [400, "ThrottlingException"],
  "too-many": [429, "TooManyRequestsException"],
  internal: [500, "InternalFailure"],
  denied: [403, "AccessDeniedException"],
  refused: [400, "ValidationException"],
};

/** Answers as the fault does, in the place of the service. False where the service is to work. */
export function answerFault(fault: Fault | undefined, response: ServerResponse): boolean {
  const error = fault && ERRORS[fault];
  if (error) {
    const [status, name] = error;
    answerError(response, status, name, `injected: ${name}`);
    return true;
  }
  switch (fault) {
    case "unavailable":
      response.writeHead(503).end("Service Unavailable");
      return true;
    case "garbled":
      response.writeHead(200, JSON_TYPE).end('{"SecretString": hunter2');
      return true;
    case "silent":
      response.writeHead(200, JSON_TYPE).end("{}");
      return true;
    case "reset":
      response.socket?.destroy();
      return true;
    default:
      return fault === "hang";
  }
}

export function answerError(response: ServerResponse, status: number, name: string, message: string): void {
  response.writeHead(status, { ...JSON_TYPE, "x-amzn-errortype": name, "x-amzn-requestid": "request-1" });
  response.end(JSON.stringify({ __type: name, message }));
}

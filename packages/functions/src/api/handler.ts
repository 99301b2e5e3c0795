import { reasonOf } from "@waybill/core";
import type { APIGatewayProxyEventV2WithIAMAuthorizer, APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { problemOf, statusOf } from "./failure.ts";
import type { ApiPorts } from "./ports.ts";
import { notJson, otherStage } from "./refusals.ts";
import { matched } from "./route.ts";
import { routes } from "./routes/index.ts";

/** Who calls says which stage they mean: an act on another one than that is never done. */
export const STAGE_HEADER = "x-waybill-stage";

export type ApiEvent = Pick<
  APIGatewayProxyEventV2WithIAMAuthorizer,
  "rawPath" | "rawQueryString" | "headers" | "body" | "isBase64Encoded"
> & {
  readonly requestContext: {
    readonly requestId: string;
    readonly http: { readonly method: string };
    readonly authorizer?: { readonly iam?: { readonly userArn: string } };
  };
};

export type ApiHandler = (event: ApiEvent) => Promise<APIGatewayProxyStructuredResultV2>;

/** The API behind API Gateway (an HTTP API, payload 2.0). What it needs is opened by the first call. */
export function apiHandler(open: () => ApiPorts): ApiHandler {
  let ports: ApiPorts | null = null;
  return async (event) => {
    try {
      ports ??= open();
      return answer(200, await handle(event, ports));
    } catch (error) {
      const problem = problemOf(error, event.requestContext.requestId);
      const status = statusOf(problem);
      if (status >= 500) tell(error, event, ports);
      return answer(status, { error: problem });
    }
  };
}

async function handle(event: ApiEvent, ports: ApiPorts): Promise<unknown> {
  const wanted = event.headers[STAGE_HEADER];
  if (wanted !== undefined && wanted !== ports.stage) throw otherStage(wanted, ports.stage);
  const { http, authorizer } = event.requestContext;
  const { route, path } = matched(routes, http.method, event.rawPath);
  const query = Object.fromEntries(new URLSearchParams(event.rawQueryString));
  return route.handle(
    { path, query, body: bodyOf(event) },
    { ports, caller: authorizer?.iam?.userArn ?? null },
  );
}

function bodyOf({ body, isBase64Encoded, rawPath }: ApiEvent): Readonly<Record<string, unknown>> {
  if (!body) return {};
  const value = parsed(isBase64Encoded ? Buffer.from(body, "base64").toString("utf8") : body);
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw notJson(rawPath);
  return value as Readonly<Record<string, unknown>>;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const answer = (statusCode: number, value: unknown): APIGatewayProxyStructuredResultV2 => ({
  statusCode,
  headers: { "content-type": "application/json", "cache-control": "no-store" },
  body: JSON.stringify(value),
});

/** Where even the log could not be opened, the platform's own has it. */
function tell(error: unknown, { rawPath, requestContext }: ApiEvent, ports: ApiPorts | null): void {
  const { code, message, where } = reasonOf(error);
  const labels = {
    request: requestContext.requestId,
    on: `${requestContext.http.method} ${rawPath}`,
    code,
    ...(where && { where }),
  };
  if (ports) ports.metrics.log("error", message, labels);
  else console.error(JSON.stringify({ message, ...labels }));
}

import { Usage } from "@waybill/core";
import type * as z from "zod";
import { parsedInput } from "./input.ts";
import type { ApiPorts } from "./ports.ts";

/** What a route knows beside its input. */
export interface Call {
  readonly ports: ApiPorts;
  /** The ARN that IAM has found to be calling. */
  readonly caller: string | null;
}

export interface Route {
  /** `GET /v1/runs/:run` */
  readonly on: string;
  readonly handle: (given: Given, call: Call) => Promise<unknown>;
}

/** Where an input comes from does not matter to it: all three are one object. */
export interface Given {
  readonly path: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, unknown>>;
}

export const route = <Input extends z.ZodObject>(
  on: string,
  input: Input,
  answer: (input: z.output<Input>, call: Call) => Promise<unknown>,
): Route => ({
  on,
  handle: async (given, call) =>
    answer(parsedInput(on, input, { ...given.body, ...given.query, ...given.path }), call),
});

export interface Matched {
  readonly route: Route;
  readonly path: Given["path"];
}

/** Errors: `Usage` `api.no-route`. */
export function matched(routes: readonly Route[], method: string, path: string): Matched {
  for (const route of routes) {
    const [own, pattern = ""] = route.on.split(" ");
    const found = own === method ? parametersIn(pattern, path) : null;
    if (found) return { route, path: found };
  }
  throw new Usage("api.no-route", `there is no ${method} ${path}`, {
    where: `${method} ${path}`,
    why: "it may be of another version of Waybill than what is deployed",
    next: "deploy this version, or take the command of the version that is deployed",
  });
}

/** Null where the path is no such one. */
function parametersIn(pattern: string, path: string): Given["path"] | null {
  const [names, words] = [pattern.split("/"), path.split("/")];
  if (names.length !== words.length) return null;
  const found: Record<string, string> = {};
  for (const [i, name] of names.entries()) {
    const word = words[i] ?? "";
    if (name.startsWith(":") && word !== "") found[name.slice(1)] = word;
    else if (name !== word) return null;
  }
  return found;
}

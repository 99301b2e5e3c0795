import { Transient } from "../../errors.ts";

/** Why the thread is gone while somebody waits for it. */
export type Death =
  | { readonly kind: "error"; readonly error: unknown }
  | { readonly kind: "exit"; readonly code: number }
  | { readonly kind: "stuck" }
  | { readonly kind: "unstoppable" }
  | { readonly kind: "closed" };

/** What those who wait are told. The same request may be sent again: it gets a new thread. */
export function died(death: Death): Transient {
  const message =
    death.kind === "closed" ? "the engine was closed" : "the engine stopped in the middle of its work";
  const code = death.kind === "closed" ? "engine.closed" : "engine.died";
  return new Transient(code, message, {
    ...reason(death),
    cause: death.kind === "error" ? death.error : undefined,
  });
}

function reason(death: Death): { why: string; next: string } {
  switch (death.kind) {
    case "closed":
      return { why: "the command ended before the work did", next: "run the same command again: it goes on" };
    case "stuck":
      return {
        why: "a function of the pipeline did not come back after the run was told to stop",
        next: "look for a loop without an end in the functions of the pipeline's file; end the process if it does not",
      };
    case "unstoppable":
      return {
        why: "a query went on after the run was told to stop: the engine cannot interrupt each of its functions",
        next: "run the same command again: it goes on",
      };
    case "exit":
      return {
        why: `something ended its thread with code ${death.code}`,
        next: "run the same command again: it goes on",
      };
    case "error":
      return isOutOfMemory(death.error)
        ? {
            why: "the functions of the pipeline's file hold more memory than JavaScript may have here",
            next: "hold less in them, or raise the limit: NODE_OPTIONS=--max-old-space-size=4096",
          }
        : {
            why: `an error that nobody caught: ${said(death.error)}`,
            next: "run the same command again: it goes on",
          };
  }
}

const isOutOfMemory = (error: unknown): boolean =>
  error instanceof Error && "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY";

const said = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message}` : String(error);

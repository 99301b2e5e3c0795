// A function's process, as Lambda has it: loads the bundle once, then handles one event after the other.
import { pathToFileURL } from "node:url";

/** What a process is told, and what it answers. */
export interface Invocation {
  readonly event: unknown;
  readonly requestId: string;
  /** When its time is over, in milliseconds since 1970. */
  readonly deadline: number;
}
export type Answer = { readonly result: unknown } | { readonly error: string };

type Handler = (event: unknown, context: object) => Promise<unknown>;

const [, , bundle = ""] = process.argv;
const loading: Promise<{ readonly handler: Handler }> = import(pathToFileURL(bundle).href);

async function answer({ event, requestId, deadline }: Invocation): Promise<Answer> {
  try {
    const { handler } = await loading;
    const result = await handler(event, {
      awsRequestId: requestId,
      functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
      getRemainingTimeInMillis: () => deadline - Date.now(),
    });
    return { result: result ?? null };
  } catch (error) {
    return { error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

process.on("message", (invocation: Invocation) => {
  void answer(invocation).then((said) => process.send?.(said));
});
process.on("disconnect", () => process.exit());

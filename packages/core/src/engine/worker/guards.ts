import { Permanent } from "../../errors.ts";

const NEXT = "wait for every promise with `await`, and catch what a timer or a listener may throw";

/**
 * Calls `fail` for what nobody caught: a promise that was rejected, an exception in a timer. Node would end the thread.
 */
export function watchUnhandled(fail: (error: Permanent) => void): void {
  const told = (what: string) => (thrown: unknown) => {
    const said = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
    fail(
      new Permanent("pipeline.unhandled", `${what} that nobody caught in the pipeline's code: ${said}`, {
        where: thrown instanceof Error ? thrown.stack?.split("\n")[1]?.trim() : undefined,
        next: NEXT,
        cause: thrown,
      }),
    );
  };
  process.on("unhandledRejection", told("a promise was rejected"));
  process.on("uncaughtException", told("an error was thrown"));
}

/**
 * Makes `process.exit` an error. In a thread it ends the thread alone, and inside of a row function it would crash the
 * whole process (`CallGate`).
 */
export function forbidExit(): void {
  process.exit = (code) => {
    throw new Permanent("pipeline.exit", `the pipeline's code calls process.exit(${code ?? ""})`, {
      next: "throw an error in its place",
    });
  };
}

/** What an author prints must not be mixed with what a command prints for machines. */
export function printToStderr(): void {
  Object.defineProperty(process, "stdout", { value: process.stderr, configurable: true });
}

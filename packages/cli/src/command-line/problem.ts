import type { ErrorClass } from "@waybill/core";
import type { Paint } from "../terminal/paint.ts";

/** An error as it is shown to people and machines. */
export interface Problem {
  readonly class: ErrorClass;
  readonly code: string;
  readonly message: string;
  readonly where: string | null;
  readonly why: string | null;
  readonly next: string | null;
}

export const EXIT = { done: 0, failed: 1, usage: 2, dataQuality: 3, interrupted: 130 } as const;

export function exitCodeOf({ class: errorClass, code }: Problem): number {
  if (code === "run.interrupted") return EXIT.interrupted;
  if (errorClass === "usage") return EXIT.usage;
  return errorClass === "data-quality" ? EXIT.dataQuality : EXIT.failed;
}

/** Any error, whoever threw it. Errors of Waybill are known by their form: this file loads none of it. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Error && "code" in error && typeof error.code === "string" && hasOwnWords(error)) {
    const { message, where = null, why = null, next = null } = error as Error & Partial<Problem>;
    return { class: classOf(error), code: error.code, message, where, why, next };
  }
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return {
    class: "permanent",
    code: "unexpected",
    message,
    where: error instanceof Error ? placeIn(error) : null,
    why: "nobody foresaw this: it is a mistake in Waybill, or in the code of a pipeline",
    next: "look at the place named; WAYBILL_DEBUG=1 shows the whole stack",
  };
}

/** The errors of Waybill's packages say why and what next; those of Node have a code too, but no such words. */
const hasOwnWords = (error: Error): boolean => "next" in error && "where" in error;

const CLASSES: readonly string[] = ["transient", "permanent", "data-quality", "usage"] satisfies ErrorClass[];

function classOf(error: Error): ErrorClass {
  const given = "class" in error ? error.class : undefined;
  return typeof given === "string" && CLASSES.includes(given) ? (given as ErrorClass) : "permanent";
}

/** The first place in the stack that is a file: `/home/ann/flights.ts:12:5`. */
export function placeIn({ stack = "" }: Error): string | null {
  const place = /\(?((?:file:\/\/)?\/[^\s()]+:\d+:\d+)\)?/.exec(stack)?.[1];
  return place?.replace("file://", "") ?? null;
}

/** For people, in lines: what, where, why and what to do. */
export function explain({ code, message, where, why, next }: Problem, paint: Paint): readonly string[] {
  const fields: readonly (readonly [string, string | null])[] = [
    ["where", where],
    ["why", why],
    ["next", next],
  ];
  return [
    `${paint.red.bold("error")} ${paint.bold(code)}: ${indented(message, 2)}`,
    ...fields.flatMap(([label, text]) =>
      text === null || text === "" ? [] : [`  ${paint.dim(label.padEnd(5))}  ${indented(text, 9)}`],
    ),
  ];
}

const indented = (text: string, by: number): string => text.trimEnd().replaceAll("\n", `\n${" ".repeat(by)}`);

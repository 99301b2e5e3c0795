import { Usage } from "../../errors.ts";

/** What an author reads, on one line: `code: message (where) why; next`. Fails where nothing is refused. */
export function refusal(define: () => unknown): string {
  try {
    define();
  } catch (error) {
    if (!(error instanceof Usage)) throw error;
    const { code, message, where, why, next } = error;
    return `${code}: ${message} (${where})${why === undefined ? "" : ` ${why}`}; ${next}`;
  }
  throw new Error("nothing was refused");
}

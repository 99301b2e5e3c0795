import { WaybillError } from "../../errors.ts";

/** The engine gave up because of what a file holds, not because of the query, the memory or the disk. */
export const isRefused = (result: PromiseSettledResult<unknown>): boolean =>
  result.status === "rejected" && isRefusal(result.reason);

export const isRefusal = (error: unknown): boolean =>
  error instanceof WaybillError &&
  error.code === "sql.failed" &&
  /^(?:Invalid Input|Conversion) Error/.test(error.message);

import { randomUUID } from "node:crypto";
import type { Result } from "./database.ts";

export type Status = "SUBMITTED" | "STARTED" | "FINISHED" | "FAILED" | "ABORTED";

export interface Part {
  readonly id: string;
  readonly sql: string;
  readonly queryId: number;
  status: Status;
  error: string | null;
  result: Result | null;
}

/** A statement or a batch that was taken in. */
export interface Submitted {
  readonly id: string;
  readonly name: string;
  readonly token: string | undefined;
  readonly batch: boolean;
  readonly withEvent: boolean;
  readonly parts: readonly Part[];
  status: Status;
  error: string | null;
}

let queries = 1000;

export function submitted(
  sqls: readonly string[],
  {
    name = "",
    token,
    batch,
    withEvent,
  }: { name?: string; token?: string | undefined; batch: boolean; withEvent: boolean },
): Submitted {
  const id = randomUUID();
  const parts = sqls.map((sql, i): Part => {
    queries += 1;
    return {
      id: batch ? `${id}:${i + 1}` : id,
      sql,
      queryId: queries,
      status: "SUBMITTED",
      error: null,
      result: null,
    };
  });
  return { id, name, token, batch, withEvent, parts, status: "SUBMITTED", error: null };
}

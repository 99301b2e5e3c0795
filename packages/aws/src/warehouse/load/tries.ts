import { createHash } from "node:crypto";
import type { LoadRequest } from "@waybill/core";
import { readLoad } from "../ledger/entry.ts";
import type { Session } from "../session.ts";
import type { TableName } from "../tables/name.ts";

type Load = Pick<LoadRequest, "runId" | "generation">;

/** The statement of a try that Redshift still knows of, which it does for a day. */
export interface Try {
  readonly id: string;
  readonly attempt: number;
}

/** What the statement's event carries, so that who hears of its end knows of which load. */
export const nameOf = (load: Load, attempt: number): string => `${begins(load)}${attempt}`;

/** The same try is the same statement, although the answer to the first call was lost. */
export const tokenOf = ({ runId, generation }: Load, { key }: TableName, attempt: number): string =>
  createHash("sha256")
    .update(JSON.stringify([runId, key, generation, attempt]))
    .digest("hex");

export async function latestTry(session: Session, load: Load, table: TableName): Promise<Try | null> {
  const listed = await session.api.list(begins(load));
  // A run may load several tables; the last statement of a batch says which.
  const tries = listed
    .filter(({ statements }) => statements.at(-1) === readLoad(load.runId, table).sql)
    .map(({ id, name }) => ({ id, attempt: Number(name.slice(begins(load).length)) }));
  return tries.sort((a, b) => b.attempt - a.attempt)[0] ?? null;
}

const begins = ({ runId, generation }: Load): string => `waybill:${runId}:${generation}:`;

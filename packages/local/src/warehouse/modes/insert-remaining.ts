import { identifier, identifiers, text } from "@waybill/core/engine";
import { writtenColumns } from "../rows/shaped.ts";
import { equal } from "../sql.ts";
import { undoTable } from "../tables/name.ts";
import { UNDO_RUN } from "../undo/before-images.ts";
import type { Loading } from "./loading.ts";

/**
 * Inserts the rows whose key is not in the table (any more): new ones and changed ones. A changed row keeps its values
 * in columns that the pipeline does not have; they come from its before-image. The number of rows.
 */
export async function insertRemaining(loading: Loading, anyChanged: boolean): Promise<number> {
  const { session, table, fit, key, rows } = loading;
  const written = writtenColumns(fit);
  const carried = anyChanged ? fit.kept : [];
  const values = [
    ...written.map((column) => `loading.${identifier(column)}`),
    ...carried.map((column) => `before.${identifier(column)}`),
  ];
  const [inserted] = await session.connection.all<{ Count: bigint }>(
    `INSERT INTO ${table.sql} (${identifiers([...written, ...carried])})
     SELECT ${values.join(", ")} FROM (${rows}) AS loading
     ANTI JOIN ${table.sql} AS present ON ${equal("loading", "present", key)}
     ${carried.length === 0 ? "" : beforeImages(loading)}`,
  );
  return Number(inserted?.Count ?? 0n);
}

function beforeImages({ table, fit, key, runId }: Loading): string {
  const columns = identifiers([...key, ...fit.kept]);
  return (
    `LEFT JOIN (SELECT ${columns} FROM ${undoTable(table).sql} WHERE ${UNDO_RUN} = ${text(runId)}) AS before ` +
    `ON ${equal("loading", "before", key)}`
  );
}

import { type LoadReport, Permanent } from "@waybill/core";

/**
 * Rows are accounted for like money: got = inserted + updated + unchanged + superseded + discarded.
 * Errors: `Permanent` `warehouse.books`.
 */
export function checkBooks(rows: LoadReport["rows"], table: string, runId: string): void {
  const { got, inserted, updated, unchanged, superseded, discarded } = rows;
  const told = inserted + updated + unchanged + superseded + discarded;
  if (got === told) return;
  throw new Permanent("warehouse.books", `the books of the load into \`${table}\` do not balance`, {
    where: `run ${runId}, table ${table}`,
    why:
      `${got} rows came in, ${told} are accounted for: ${inserted} inserted, ${updated} updated, ` +
      `${unchanged} unchanged, ${superseded} superseded, ${discarded} discarded`,
    next: `nothing was loaded; please report this with the output of: waybill lineage ${runId} --json`,
  });
}

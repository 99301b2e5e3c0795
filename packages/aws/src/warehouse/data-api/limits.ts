import { Permanent } from "@waybill/core";
import type { Statement } from "../sql/statement.ts";

const MAX_STATEMENTS = 40;
const MAX_STATEMENT_BYTES = 100_000;

/** Errors: `Permanent` `warehouse.too-large`: the Data API takes no such batch. */
export function refuseLarge(statements: readonly Statement[]): void {
  const long = statements.find(({ sql }) => Buffer.byteLength(sql) > MAX_STATEMENT_BYTES);
  if (long) {
    throw new Permanent("warehouse.too-large", "the table is too wide to be loaded in one transaction", {
      where: `a statement to ${long.purpose.replaceAll("-", " ")}`,
      why: `it takes ${Buffer.byteLength(long.sql)} bytes, and Redshift's Data API takes ${MAX_STATEMENT_BYTES} a statement`,
      next: "split the pipeline's last step into several tables, or give its columns shorter names",
    });
  }
  if (statements.length <= MAX_STATEMENTS) return;
  const changes = statements.filter(({ purpose }) => purpose === "change-table").length;
  throw new Permanent("warehouse.too-large", "the load takes more statements than fit into one transaction", {
    where: `${statements.length} statements, ${changes} of them to change the table`,
    why: `Redshift's Data API takes ${MAX_STATEMENTS} in a batch`,
    next: "change the table's columns to those of the pipeline by ALTER TABLE, then retry",
  });
}

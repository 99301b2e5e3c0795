import { Permanent, Transient } from "@waybill/core";
import type { Context, Failed } from "./failed.ts";

export const stopped = ({ where }: Context, said: string | undefined): Transient =>
  new Transient("warehouse.unavailable", "Redshift stopped the statement", {
    where,
    why: said ?? "somebody cancelled it, or it ran for longer than Redshift allows",
    next: "try again",
  });

export const overtaken = ({ where, table }: Context, { said }: Failed): Transient =>
  new Transient("warehouse.unavailable", `another transaction changed \`${table}\` at the same time`, {
    where,
    why: said,
    next: "try again",
  });

export const shortArtifact = ({ where, table }: Context, { said }: Failed): Permanent =>
  new Permanent("warehouse.copy-failed", `an artifact for \`${table}\` lacks columns that the load needs`, {
    where,
    why: `after the pipeline's columns come the partition and the flags of the checks, never NULL; Redshift says: ${said}`,
    next: "run the pipeline again, all of it with one version of Waybill",
  });

export const nullKey = (context: Context, { said }: Failed): Permanent =>
  new Permanent("warehouse.null-key", `rows for \`${context.table}\` have no value in their key`, {
    where: keyed(context),
    why: `a row without a key equals no other, so each load would add it again; Redshift says: ${said}`,
    next: `add a check .notNull() on ${context.key.join(", ")}, or merge by another key`,
  });

export const duplicateKey = (context: Context, { said }: Failed): Permanent =>
  new Permanent(
    "warehouse.duplicate-key",
    `the run's rows have a key more than once, so they cannot be merged into \`${context.table}\``,
    {
      where: keyed(context),
      why: `a merge writes one row a key; Redshift says: ${said}`,
      next: `add a check .unique() on ${context.key.join(", ")}, or say in it which row to keep`,
    },
  );

export const duplicateInTable = (context: Context, { said }: Failed): Permanent =>
  new Permanent(
    "warehouse.duplicate-key",
    `the rows of \`${context.table}\` have a key more than once, so nothing can be merged into it`,
    {
      where: keyed(context),
      why: `a merge writes one row a key; Redshift says: ${said}`,
      next: `remove the rows of \`${context.table}\` that are there twice, or merge by another key`,
    },
  );

export const unbalanced = ({ where, table }: Context, { said }: Failed): Permanent =>
  new Permanent("warehouse.books", `the books of the load into \`${table}\` do not balance`, {
    where,
    why: said,
    next: "nothing was loaded; please report this with the output of: waybill lineage <run> --json",
  });

export const denied = ({ where }: Context, { said }: Failed): Permanent =>
  new Permanent("warehouse.denied", "Redshift denies what the load needs", {
    where,
    why: said,
    next: "GRANT what the reason names to the database user of the load",
  });

export const tooLong = ({ where, table }: Context, { said }: Failed): Permanent =>
  new Permanent("warehouse.too-long", `a text is too long for its column of \`${table}\``, {
    where,
    why: `${said}; a VARCHAR of Redshift counts bytes, and this table's columns stay as they are`,
    next: 'say .max(n) in the contract, or `drift: "evolve"` in the load',
  });

export const refused = ({ where, table }: Context, { purpose, said }: Failed): Permanent =>
  new Permanent(
    "warehouse.refused",
    `Redshift refuses the statement to ${DOING[purpose ?? ""] ?? `load \`${table}\``}`,
    {
      where,
      why: said,
      next: "look at the statement in Redshift's query history: it begins with /* waybill: … */",
    },
  );

const DOING: Readonly<Record<string, string>> = {
  "change-table": "create or change the table",
  shape: "bring the rows into the table's types",
  write: "write the rows",
  prepare: "create the ledger",
  read: "read the catalogue",
};

const keyed = ({ table, key }: Context): string => `${table} (${key.join(", ")})`;

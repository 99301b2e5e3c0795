import { closest, Usage } from "@waybill/core";

export const emptyWarehouse = (): Usage =>
  new Usage("warehouse.empty", "nothing has been loaded yet", { next: "waybill run <pipeline>" });

export const notOneStatement = (count: number): Usage =>
  new Usage("query.not-one-statement", `a query is one statement; this is ${count === 0 ? "none" : count}`, {
    next: 'waybill query "select * from <table>"',
  });

export const notReading = (statement: string): Usage =>
  new Usage("query.read-only", `a query only reads; this is a statement of the kind ${statement}`, {
    why: "what is in the warehouse comes from runs, so that each row has a history",
    next: "write a SELECT, or let a pipeline load the rows",
  });

export const noFiles = (cause: unknown): Usage =>
  new Usage("query.no-files", "a query sees the warehouse's tables, and no files", {
    cause,
    next: "write a pipeline that loads the file: waybill init <file>",
  });

export const queryFailed = (message: string, cause: unknown): Usage => {
  const [first, ...rest] = message.split("\n");
  return new Usage("query.failed", first ?? message, {
    cause,
    where: rest.join("\n").trim() || undefined,
    next: 'see what is there: waybill query "show all tables"; waybill query "describe <table>"',
  });
};

export function noSuchTable(name: string, tables: readonly string[], cause: unknown): Usage {
  const nearest = closest(name, tables);
  return new Usage("warehouse.no-table", `there is no table \`${name}\``, {
    cause,
    why: `the warehouse has: ${tables.join(", ")}`,
    next: nearest === null ? `waybill query "from ${tables[0]}"` : `did you mean \`${nearest}\`?`,
  });
}

import { type LoadRequest, Permanent } from "@waybill/core";
import type { Fit } from "../drift/fit.ts";
import type { TableName } from "../tables/name.ts";

/** The key in the table's columns. Errors: `Permanent` `warehouse.key`. */
export function keyOf(
  { assigned }: Fit,
  { target }: Pick<LoadRequest, "target">,
  { label }: TableName,
): readonly string[] {
  if (target.mode !== "merge") return [];
  if (target.key.length === 0) throw noKey(label, "the load names no key");
  return target.key.map((name) => {
    const found = assigned.find(({ from }) => from === name);
    if (found === undefined) throw noKey(label, `no column \`${name}\` of the pipeline goes into the table`);
    if (!/^(SUPER|VARBYTE)/.test(found.column.type)) return found.column.name;
    throw noKey(label, `\`${name}\` is ${found.column.type}, by which Redshift joins no rows`);
  });
}

const noKey = (table: string, why: string): Permanent =>
  new Permanent("warehouse.key", `rows cannot be merged into \`${table}\` without their key`, {
    where: table,
    why,
    next: "name columns of the last step in the load's `key`",
  });

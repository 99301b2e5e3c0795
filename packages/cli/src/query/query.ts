import { type QueryResult, Usage } from "@waybill/core";
import { openWarehouse } from "@waybill/local";
import { type Cli, stateFolder } from "../command-line/cli.ts";
import { toJson } from "../command-line/json.ts";
import type { QueryFlags } from "./command.ts";
import { csvLines } from "./csv.ts";
import { tableLines } from "./table-lines.ts";

const DEFAULT_LIMIT = 100;

export default async function query(this: Cli, flags: QueryFlags, sql: string): Promise<void> {
  if (flags.json && flags.csv) {
    throw new Usage("query.format", "--json and --csv are two forms of the same answer", {
      next: "give one of them",
    });
  }
  const isForMachines = flags.json === true || flags.csv === true;
  const limit = flags.limit ?? (isForMachines ? null : DEFAULT_LIMIT);
  const warehouse = openWarehouse(stateFolder(this, flags.state));
  try {
    const result = await warehouse.query(sql, limit);
    if (flags.json) this.out.line(jsonRows(result));
    else if (flags.csv) for (const line of csvLines(result)) this.out.write(line);
    else for (const line of tableLines(result, this.out.columns, this.out.paint)) this.out.line(line);
    if (isForMachines && result.more) this.err.line(`only the first ${limit} rows: there are more`);
  } finally {
    await warehouse.close();
  }
}

/** A list of objects, one on a line. */
export function jsonRows({ columns, rows }: QueryResult): string {
  const objects = rows.map((row) => toJson(Object.fromEntries(columns.map(({ name }, i) => [name, row[i]]))));
  return objects.length === 0 ? "[]" : `[\n${objects.join(",\n")}\n]`;
}

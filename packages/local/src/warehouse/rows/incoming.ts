import type { Column, Exclusion, LoadFile, LoadRequest } from "@waybill/core";
import { duckType, fromParquet, identifier, PARTITION, textList } from "@waybill/core/engine";
import { equal } from "../sql.ts";

/**
 * The rows to load as a query: the pipeline's columns in its own types, and the partition. Rows without a flag whose
 * key is not excluded, and the winners.
 */
export function incomingRows({ columns, artifacts, flagColumns, exclusions, winners }: LoadRequest): string {
  const parts: string[] = [];
  if (artifacts.length > 0) {
    const passed = flagColumns.map((flag) => `${identifier(flag)} = 0`);
    parts.push(withoutExcluded(rowsOf(artifacts, columns, passed), exclusions, columns));
  }
  if (winners.length > 0) parts.push(rowsOf(winners, columns));
  return parts.length === 0 ? noRows(columns) : parts.join("\nUNION ALL\n");
}

function rowsOf(
  files: readonly LoadFile[],
  columns: readonly Column[],
  conditions: readonly string[] = [],
): string {
  const where = conditions.length === 0 ? "" : ` WHERE ${conditions.join(" AND ")}`;
  return `SELECT ${[...columns.map(fromParquet), OWN].join(", ")} FROM ${parquet(files)}${where}`;
}

// A key that holds a NULL equals no other, so it is never excluded.
function withoutExcluded(rows: string, exclusions: readonly Exclusion[], columns: readonly Column[]): string {
  if (exclusions.length === 0) return rows;
  const joins = exclusions.map((exclusion, index) => {
    const name = `excluded_${index}`;
    const typed = columns.filter((column) => exclusion.columns.includes(column.name)).map(fromParquet);
    return (
      `ANTI JOIN (SELECT ${typed.join(", ")} FROM ${parquet([exclusion])}) AS ${name} ` +
      `ON ${equal("passed", name, exclusion.columns)}`
    );
  });
  return `SELECT passed.* FROM (${rows}) AS passed\n${joins.join("\n")}`;
}

const parquet = (files: readonly LoadFile[]): string =>
  `read_parquet(${textList(files.map(({ at }) => at))})`;

const noRows = (columns: readonly Column[]): string =>
  `SELECT ${[...columns.map(nothing), `CAST(NULL AS INTEGER) AS ${identifier(PARTITION)}`].join(", ")} WHERE false`;

const nothing = ({ name, type }: Column): string => `CAST(NULL AS ${duckType(type)}) AS ${identifier(name)}`;

const OWN = `CAST(${identifier(PARTITION)} AS INTEGER) AS ${identifier(PARTITION)}`;

import type { Column } from "../../../contract/column.ts";
import { identifier, text, textList } from "../../sql.ts";
import { duckType } from "../../types.ts";
import { withDefault } from "../default.ts";
import { MAX_LINE } from "../file/lines.ts";

/** A query for the contract's columns over files of one JSON object a line. A key that is missing is NULL. */
export function jsonRelation(paths: readonly string[], columns: readonly Column[]): string {
  const types = columns.map(({ name, type }) => `${text(name)}: ${text(readAs(type))}`);
  const selected = columns.map((column) => withDefault(column, typed(column)));
  return `SELECT ${selected.join(", ")} FROM read_json(${textList(paths)}, format = 'newline_delimited',
    hive_partitioning = false, auto_detect = false, records = true, compression = 'uncompressed',
    maximum_object_size = ${MAX_LINE}, columns = {${types.join(", ")}})`;
}

/** The engine makes a double of every fraction. Written out again it has the digits of the file, and a cast keeps them. */
const readAs = (type: Column["type"]): string => (type.kind === "decimal" ? "VARCHAR" : duckType(type));

const typed = ({ name, type }: Column): string =>
  type.kind === "decimal" ? `CAST(${identifier(name)} AS ${duckType(type)})` : identifier(name);

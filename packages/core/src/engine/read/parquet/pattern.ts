import type { ColumnType } from "../../../contract/column.ts";

const YEAR = "([0-9]{3}[1-9]|[0-9]{2}[1-9][0-9]|[0-9][1-9][0-9]{2}|[1-9][0-9]{3})";
const DAY = `${YEAR}-[0-9]{1,2}-[0-9]{1,2}`;
const SECONDS = ":[0-9]{2}([.][0-9]{0,6}0*)?";
const CLOCK = "[0-9]{1,2}:[0-9]{2}";
const NUMBER = "[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+)?";

/** A pattern in the engine's language for texts that it reads as the type without a loss. Null: it reads no others. */
export function exactPattern(type: ColumnType): string | null {
  switch (type.kind) {
    case "int32":
    case "int":
    case "int64":
      return "[+-]?[0-9]+([.]0*)?";
    case "decimal":
      return `[+-]?([0-9]+([.][0-9]{0,${type.scale}}0*)?|[.][0-9]{1,${Math.max(type.scale, 1)}}0*)`;
    case "double":
    case "float32":
      return NUMBER;
    case "date":
      return `${DAY}([ T]00:00(:00([.]0*)?(Z|[+-]00(:?00)?)?)?)?`;
    case "time":
      return `${CLOCK}(${SECONDS})?`;
    case "timestamp":
      return `${DAY}([ T]${CLOCK}(${SECONDS}(Z|[+-]00(:?00)?)?)?)?`;
    case "timestamptz":
      return `${DAY}([ T]${CLOCK}(${SECONDS}(Z|[+-](0[0-9]|1[0-5])(:?[0-5][0-9])?)?)?)?`;
    default:
      return null;
  }
}

import type { Column, ColumnType } from "@waybill/core";

/** A row contract as an author would write it. */
export function contractSource(columns: readonly Column[]): string {
  const lines = columns.map((column) => `  ${key(column.name)}: ${typeSource(column)},`);
  return `z.object({\n${lines.join("\n")}\n})`;
}

/** What the contract needs of Waybill beside `files` and `pipeline`. */
export function contractImports(columns: readonly Column[]): readonly string[] {
  const kinds = new Set(columns.map(({ type }) => type.kind));
  return (["bytes", "decimal"] as const).filter((kind) => kinds.has(kind));
}

const key = (name: string): string => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name));

const typeSource = ({ type, nullable }: Column): string =>
  `${baseType(type)}${nullable ? ".nullable()" : ""}`;

function baseType(type: ColumnType): string {
  switch (type.kind) {
    case "int32":
      return "z.int32()";
    case "int":
      return "z.int()";
    case "int64":
      return "z.int64()";
    case "double":
      return "z.number()";
    case "float32":
      return "z.float32()";
    case "decimal":
      return `decimal(${type.precision}, ${type.scale})`;
    case "boolean":
      return "z.boolean()";
    case "text":
      return type.maxLength === undefined ? "z.string()" : `z.string().max(${type.maxLength})`;
    case "uuid":
      return "z.uuid()";
    case "date":
      return "z.iso.date()";
    case "time":
      return "z.iso.time()";
    case "timestamp":
      return "z.iso.datetime({ local: true })";
    case "timestamptz":
      return type.js === "date" ? "z.date()" : "z.iso.datetime({ offset: true })";
    case "json":
      return "z.json()";
    case "bytes":
      return "bytes()";
  }
}

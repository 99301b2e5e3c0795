import type { ColumnType } from "../column.ts";
import { refused } from "../refuse.ts";
import type { TextFormat } from "./text-format.ts";

const TYPE_FORMATS = new Set(["uuid", "guid", "date", "time", "datetime"]);
export const isTypeFormat = (format: string): boolean => TYPE_FORMATS.has(format);

export function typeOfFormat(format: TextFormat, path: string): ColumnType {
  refuseVersion(format, path);
  refusePrecision(format, path);
  switch (format.format) {
    case "date":
    case "time":
      return { kind: format.format };
    case "datetime":
      return datetimeType(format, path);
    default:
      return { kind: "uuid" };
  }
}

/** With an offset, or with the Z of UTC, it is an instant; `local` is a clock on a wall. */
function datetimeType({ offset, local }: TextFormat, path: string): ColumnType {
  if (!local) return { kind: "timestamptz", js: "text" };
  if (!offset) return { kind: "timestamp" };
  throw refused({
    path,
    what: "z.iso.datetime({ offset: true, local: true })",
    why: "a column holds either instants or local times",
    next: "write one of the two: { offset: true } for instants, { local: true } for local times",
  });
}

function refuseVersion({ version }: TextFormat, path: string): void {
  if (version === undefined) return;
  throw refused({
    path,
    what: `a UUID of version ${version} alone`,
    why: "the engine's UUID is of any version",
    next: `write z.uuid(), and rows.satisfies("substr(CAST(column AS VARCHAR), 15, 1) = '4'") if it matters`,
  });
}

function refusePrecision({ precision }: TextFormat, path: string): void {
  if (precision === undefined || precision === null) return;
  throw refused({
    path,
    what: `a precision of ${precision}`,
    why: "the engine keeps microseconds, and no number of digits",
    next: "leave precision out",
  });
}

import {
  DuckDBArrayValue,
  DuckDBBlobValue,
  DuckDBListValue,
  DuckDBMapValue,
  DuckDBStructValue,
  DuckDBTimestampMillisecondsValue,
  DuckDBTimestampNanosecondsValue,
  DuckDBTimestampSecondsValue,
  DuckDBTimestampTZValue,
  DuckDBTimestampValue,
  DuckDBUnionValue,
  type DuckDBValue,
} from "@duckdb/node-api";

/**
 * A value as JSON can carry it without a loss: integers that a JSON number cannot hold, decimals, NaN and infinities
 * are text; dates and timestamps are ISO 8601 text, `Z` where they have a time zone; bytes are base64.
 */
export function jsonValue(value: DuckDBValue): unknown {
  if (value === null || typeof value === "boolean" || typeof value === "string") return value;
  if (typeof value === "number") return Number.isFinite(value) ? value : String(value);
  if (typeof value === "bigint") return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  return timestampText(value) ?? nested(value) ?? String(value);
}

function timestampText(value: DuckDBValue): string | null {
  if (value instanceof DuckDBTimestampTZValue) {
    // Its own text is in the machine's time zone.
    const utc = iso(new DuckDBTimestampValue(value.micros));
    return value.isFinite ? `${utc}Z` : utc;
  }
  const isTimestamp =
    value instanceof DuckDBTimestampValue ||
    value instanceof DuckDBTimestampSecondsValue ||
    value instanceof DuckDBTimestampMillisecondsValue ||
    value instanceof DuckDBTimestampNanosecondsValue;
  return isTimestamp ? iso(value) : null;
}

const iso = (value: { toString(): string }): string => value.toString().replace(" ", "T");

function nested(value: DuckDBValue): unknown {
  if (value instanceof DuckDBBlobValue) return Buffer.from(value.bytes).toString("base64");
  if (value instanceof DuckDBListValue || value instanceof DuckDBArrayValue)
    return value.items.map(jsonValue);
  if (value instanceof DuckDBStructValue) {
    return Object.fromEntries(Object.entries(value.entries).map(([name, each]) => [name, jsonValue(each)]));
  }
  if (value instanceof DuckDBMapValue) {
    return value.entries.map(({ key, value: each }) => ({ key: jsonValue(key), value: jsonValue(each) }));
  }
  if (value instanceof DuckDBUnionValue) return { tag: value.tag, value: jsonValue(value.value) };
  return null;
}

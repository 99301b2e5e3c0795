import { MAX_VARCHAR_BYTES } from "../tables/column-type.ts";
import { varcharBytes } from "./types.ts";

const MAX_TEXT = `VARCHAR(${MAX_VARCHAR_BYTES})`;

/**
 * The value as the table's type, NULL where the table's type cannot hold it: a number that would lose digits, a text
 * that is no such value or too long. SQL; never an error.
 */
export function valueAs(tableType: string, pipelineType: string, value: string): string {
  const bytes = varcharBytes(tableType);
  if (bytes !== null) {
    const told = textOf(pipelineType, value);
    return told === null
      ? nothing(tableType)
      : `CASE WHEN OCTET_LENGTH(${told}) <= ${bytes} THEN ${told} END`;
  }
  // Redshift casts nothing else into these, or out of them.
  if ([tableType, pipelineType].some((type) => /^(SUPER|VARBYTE)/.test(type))) return nothing(tableType);
  if (isText(pipelineType)) return textAs(tableType, value);
  if (!(isNumber(tableType) && isNumber(pipelineType))) return otherAs(tableType, pipelineType, value);
  // A cast rounds without a word; what comes back unchanged has lost nothing.
  const cast = `TRY_CAST(${value} AS ${tableType})`;
  return `CASE WHEN TRY_CAST(${cast} AS ${pipelineType}) = ${value} THEN ${cast} END`;
}

/** True where the row's value is NULL or fits. SQL; never NULL. */
export const fitsAs = (tableType: string, pipelineType: string, value: string): string =>
  `(${value} IS NULL OR ${valueAs(tableType, pipelineType, value)} IS NOT NULL)`;

const nothing = (type: string): string => `CAST(NULL AS ${type})`;
const isText = (type: string): boolean => /^(VAR)?CHAR\(/.test(type);
const isNumber = (type: string): boolean => /^(SMALLINT|INTEGER|BIGINT|DECIMAL|REAL|DOUBLE)/.test(type);

// A cast into DECIMAL rounds, so a text has to look like the number that it becomes.
function textAs(type: string, value: string): string {
  const scale = /^DECIMAL\(\d+,(\d+)\)$/.exec(type)?.[1];
  const cast = `TRY_CAST(${value} AS ${type})`;
  return scale === undefined
    ? cast
    : `CASE WHEN ${value} ~ '^[+-]?[0-9]*([.][0-9]{0,${scale}}0*)?$' THEN ${cast} END`;
}

const TIMES = ["DATE", "TIMESTAMP", "TIMESTAMPTZ"];

function otherAs(tableType: string, pipelineType: string, value: string): string {
  if (!TIMES.includes(tableType) || !TIMES.includes(pipelineType)) return nothing(tableType);
  return `CASE WHEN CAST(CAST(${value} AS ${tableType}) AS ${pipelineType}) = ${value} THEN CAST(${value} AS ${tableType}) END`;
}

/** Null: it has no text. */
function textOf(type: string, value: string): string | null {
  if (type.startsWith("VARBYTE")) return null;
  if (type.startsWith("VARCHAR")) return value;
  if (type === "SUPER") return `JSON_SERIALIZE(${value})`;
  if (type === "BOOLEAN") return `CASE WHEN ${value} THEN 'true' WHEN NOT ${value} THEN 'false' END`;
  return `CAST(${value} AS ${MAX_TEXT})`;
}

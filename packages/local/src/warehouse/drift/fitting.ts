/**
 * The value as the table's type, NULL where the table's type cannot hold it: a number that would lose digits, a text
 * that is no such value. SQL; never an error.
 */
export function valueAs(tableType: string, pipelineType: string, value: string): string {
  const cast = `TRY_CAST(${value} AS ${tableType})`;
  if (tableType === "VARCHAR") return cast;
  if (isText(pipelineType)) {
    const pattern = numberPattern(tableType);
    return pattern === null
      ? cast
      : `CASE WHEN regexp_full_match(trim(CAST(${value} AS VARCHAR)), '${pattern}') THEN ${cast} END`;
  }
  // A cast rounds without a word; what comes back unchanged has lost nothing.
  return `CASE WHEN TRY_CAST(${cast} AS ${pipelineType}) IS NOT DISTINCT FROM ${value} THEN ${cast} END`;
}

/** True where the row's value is NULL or fits. SQL; never NULL. */
export const fitsAs = (tableType: string, pipelineType: string, value: string): string =>
  `(${value} IS NULL OR ${valueAs(tableType, pipelineType, value)} IS NOT NULL)`;

const isText = (type: string): boolean => type === "VARCHAR" || type === "JSON";

const INTEGER = /^(?:U?(?:TINYINT|SMALLINT|INTEGER|BIGINT|HUGEINT))$/;

// The engine's cast makes 2 of the text `1.5`, so a text has to look like the number that it becomes.
function numberPattern(type: string): string | null {
  if (INTEGER.test(type)) return "[+-]?[0-9]+";
  const scale = /^DECIMAL\(\d+,(\d+)\)$/.exec(type)?.[1];
  return scale === undefined ? null : `[+-]?[0-9]*([.][0-9]{0,${scale}}0*)?`;
}

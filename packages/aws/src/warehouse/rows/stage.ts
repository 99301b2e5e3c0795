import type { Column, LoadRequest } from "@waybill/core";
import { failWhere, type Statement, statement } from "../sql/statement.ts";
import { equal, identifier, PARTITION, text } from "../sql/words.ts";
import { stagedType } from "../tables/column-type.ts";
import type { Sources } from "./sources.ts";

export interface Staging {
  readonly request: Pick<LoadRequest, "columns" | "flagColumns">;
  readonly sources: Sources;
  readonly role: string;
  readonly varcharBytes: number;
}

const ROWS = "_waybill_rows";
const WINNERS = "_waybill_winners";
const excluded = (index: number): string => `_waybill_excluded_${index}`;

/**
 * Own columns that an artifact may have after its flags, of which a load knows nothing: one BIGINT for each 63 checks
 * that only warn, and for each 63 that corrections were made for. FILLRECORD lets those be absent that it has not.
 */
const SPARE = Array.from({ length: 6 }, (_, i) => `_waybill_spare_${i + 1} BIGINT`);

/** Reads the files, as they are, into temporary tables. COPY goes by position, so these have the files' columns. */
export function stageFiles(staging: Staging): readonly Statement[] {
  const { sources, request } = staging;
  return [
    ...copiedArtifacts(ROWS, sources.artifacts, staging),
    ...copiedArtifacts(WINNERS, sources.winners, staging),
    ...sources.exclusions.flatMap(({ columns, manifest }, i) =>
      copied(excluded(i), declared(keyColumns(request.columns, columns), staging), manifest, staging.role),
    ),
  ];
}

/**
 * The rows to load as a query: rows without a flag whose key is not excluded, and the winners. In the pipeline's
 * columns as they are staged, and the partition.
 */
export function stagedRows(staging: Staging): string {
  const { sources, request } = staging;
  const columns = [...request.columns.map(({ name }) => identifier(name)), PARTITION].join(", ");
  const parts: string[] = [];
  if (sources.artifacts !== null) {
    const conditions = [
      ...request.flagColumns.map((flag) => `${ROWS}.${identifier(flag)} = 0`),
      ...sources.exclusions.map((exclusion, i) => notExcluded(exclusion.columns, excluded(i))),
    ];
    parts.push(
      `SELECT ${columns} FROM ${ROWS}${conditions.length === 0 ? "" : ` WHERE ${conditions.join(" AND ")}`}`,
    );
  }
  if (sources.winners !== null) parts.push(`SELECT ${columns} FROM ${WINNERS}`);
  return parts.length === 0 ? noRows(staging) : parts.join(" UNION ALL ");
}

// A key that holds a NULL equals no other, so it is never excluded.
const notExcluded = (columns: readonly string[], table: string): string =>
  `NOT EXISTS (SELECT 1 FROM ${table} WHERE ${equal(table, ROWS, columns)})`;

function copiedArtifacts(table: string, manifest: string | null, staging: Staging): readonly Statement[] {
  if (manifest === null) return [];
  const present = [PARTITION, ...staging.request.flagColumns.map(identifier)];
  return [
    ...copied(table, [...artifactColumns(staging), ...SPARE], manifest, staging.role, " FILLRECORD"),
    // FILLRECORD fills in for these as well, and no row without them may pass for one that no check failed.
    failWhere("check-artifact", {
      condition: "COUNT(*) > 0",
      shown: "CAST(COUNT(*) AS VARCHAR) || ' rows'",
      from: `${table} WHERE ${present.map((column) => `${column} IS NULL`).join(" OR ")}`,
    }),
  ];
}

function copied(
  table: string,
  columns: readonly string[],
  manifest: string,
  role: string,
  option = "",
): readonly Statement[] {
  return [
    statement("stage", `CREATE TEMP TABLE ${table} (${columns.join(", ")})`),
    statement(
      "copy",
      `COPY ${table} FROM ${text(manifest)} IAM_ROLE ${text(role)} FORMAT AS PARQUET MANIFEST${option}`,
    ),
  ];
}

const artifactColumns = (staging: Staging): readonly string[] => [
  ...declared(staging.request.columns, staging),
  `${PARTITION} INTEGER`,
  ...staging.request.flagColumns.map((flag) => `${identifier(flag)} BIGINT`),
];

const declared = (columns: readonly Column[], { varcharBytes }: Staging): readonly string[] =>
  columns.map(({ name, type }) => `${identifier(name)} ${stagedType(type, varcharBytes)}`);

const keyColumns = (columns: readonly Column[], key: readonly string[]): readonly Column[] =>
  key.flatMap((name) => columns.find((column) => column.name === name) ?? []);

const noRows = ({ request, varcharBytes }: Staging): string => {
  const nothing = request.columns.map(
    ({ name, type }) => `CAST(NULL AS ${stagedType(type, varcharBytes)}) AS ${identifier(name)}`,
  );
  return `SELECT ${[...nothing, `CAST(NULL AS INTEGER) AS ${PARTITION}`].join(", ")} WHERE false`;
};

import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Column } from "../contract/column.ts";
import { Usage } from "../errors.ts";
import type { NamedSource, Plan } from "../pipeline/plan.ts";
import type { ExtractReport, ExtractRequest } from "../ports/engine.ts";
import type { Rules } from "../quality/check.ts";
import { type Connection, type Database, written } from "./database.ts";
import { RejectFile } from "./read/file/rejects.ts";
import { readWork } from "./read/read-work.ts";
import { flagged } from "./rules/flag.ts";
import { ownColumns } from "./rules/layout.ts";
import { reportFlags } from "./rules/report.ts";
import { identifier, PARTITION } from "./sql.ts";
import { toParquet } from "./types.ts";

export interface ExtractSettings {
  /** For copies of slices and of what the engine cannot read in place. Each extract removes its own. */
  readonly tempDirectory: string;
}

/**
 * Reads one partition of a source into typed Parquet, in one pass, with the bits of the checks that its rows fail.
 * read = extracted + rejected + quarantined; rows that are held back stay in the artifact, with their bits.
 */
export async function extract(
  database: Database,
  request: ExtractRequest,
  { tempDirectory }: ExtractSettings,
): Promise<ExtractReport> {
  const { source, rules, isSplit } = sourceOf(request.plan, request.source);
  const { columns } = source.contract;
  const connection = await database.connect(request.signal);
  const folder = await mkdtemp(join(tempDirectory, "extract-"));
  const rejects = await RejectFile.create(join(folder, "rejects.csv"));
  try {
    const query = artifactQuery(columns, rules, request, isSplit);
    const rows = await readWork(
      {
        connection,
        columns,
        folder,
        rejects,
        signal: request.signal,
        write: (relation) => connection.copy(query(relation), request.out.rows),
      },
      source.read(request.work),
    );
    return await report(connection, request, { columns, rules, rows, rejects });
  } finally {
    connection.close();
    await rejects.close();
    await rm(folder, { recursive: true, force: true });
  }
}

interface SourceOf extends Pick<NamedSource, "source" | "rules"> {
  readonly isSplit: boolean;
}

function sourceOf(plan: Plan, name: string): SourceOf {
  if (plan.source.name === name)
    return { source: plan.source.source, rules: plan.sourceRules, isSplit: true };
  const lookup = plan.lookups.find((candidate) => candidate.name === name);
  if (lookup) return { ...lookup, isSplit: false };
  const names = [plan.source, ...plan.lookups].map((source) => source.name);
  throw new Usage("pipeline.missing-source", `pipeline ${plan.name} has no source ${name}`, {
    why: `its sources are: ${names.join(", ")}`,
    next: "start a new run: this one was planned with another version of the pipeline",
  });
}

/** The artifact's query over the query of a reader. */
function artifactQuery(
  columns: readonly Column[],
  rules: Rules,
  { runTime, partition }: ExtractRequest,
  isSplit: boolean,
): (relation: string) => string {
  const selected = [
    ...columns.map((column) => toParquet(column)),
    ...(isSplit ? [`CAST(${partition} AS INTEGER) AS ${identifier(PARTITION)}`] : []),
    ...ownColumns(rules).map(identifier),
  ];
  return (relation) =>
    `SELECT ${selected.join(", ")} FROM (${flagged(`(${relation})`, columns, rules, { runTime, lookups: {} })})`;
}

async function report(
  connection: Connection,
  { out }: ExtractRequest,
  read: { columns: readonly Column[]; rules: Rules; rows: number; rejects: RejectFile },
): Promise<ExtractReport> {
  const { columns, rules, rows, rejects } = read;
  const flags = await reportFlags(connection, out.rows, columns, rules, out);
  return {
    rows: {
      read: rows + rejects.count,
      extracted: flags.rows.passed,
      rejected: rejects.count,
      quarantined: flags.rows.quarantined,
      corrected: flags.rows.corrected,
    },
    checks: flags.checks,
    artifact: await written(connection, out.rows, rows),
    rejects: await rejects.write(connection, out.rejects),
    quarantine: flags.quarantine,
  };
}

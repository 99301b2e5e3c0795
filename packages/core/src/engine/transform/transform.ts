import type { StepCount } from "@waybill/events";
import type * as z from "zod";
import type { Column } from "../../contract/column.ts";
import { Permanent } from "../../errors.ts";
import type { Plan } from "../../pipeline/plan.ts";
import type { TransformReport, TransformRequest, Written } from "../../ports/engine.ts";
import { rowsOf } from "../artifact.ts";
import { type Connection, type Database, written } from "../database.ts";
import type { Instances } from "../instance/instances.ts";
import { flagged } from "../rules/flag.ts";
import { ownColumns } from "../rules/layout.ts";
import { identifier, PARTITION } from "../sql.ts";
import { toParquet } from "../types.ts";
import { countRows, NO_BINDINGS, type Relation } from "./relation.ts";
import { type Thrown, throughRows } from "./rows-step.ts";
import { type PlacedStep, type Segment, segmentOf } from "./segment.ts";
import { throughSql } from "./sql-step.ts";

type Count = z.output<typeof StepCount>;

/**
 * A stretch of the plan's steps over the rows of some artifacts, in one pass where all of them are SQL. The author's
 * queries run in an instance that sees `request.folder` and nothing else.
 */
export const transform = (instances: Instances, request: TransformRequest): Promise<TransformReport> =>
  instances.lockedTo(request.folder, request.signal, (connection, database) =>
    new Transform(connection, database, request).run(),
  );

class Transform {
  readonly #connection: Connection;
  readonly #database: Database;
  readonly #request: TransformRequest;
  readonly #segment: Segment;
  readonly #counts: Count[] = [];
  readonly #thrown: Thrown[] = [];

  constructor(connection: Connection, database: Database, request: TransformRequest) {
    this.#connection = connection;
    this.#database = database;
    this.#request = request;
    this.#segment = segmentOf(request.plan, request.segment);
  }

  async run(): Promise<TransformReport> {
    await this.#seeLookups();
    const before = await this.#input();
    const rowsIn = before.rows ?? 0;
    let after = before;
    for (const placed of this.#segment.steps) after = await this.#through(placed, after);
    const artifact = await this.#write(after);
    this.#count(after.rows ?? artifact.rows);
    const quarantine = await this.#quarantine();
    return {
      rows: { in: rowsIn, out: artifact.rows, quarantined: quarantine?.rows ?? 0 },
      steps: this.#counts,
      artifact,
      quarantine,
    };
  }

  async #seeLookups(): Promise<void> {
    const { plan, lookups } = this.#request;
    for (const [name, path] of Object.entries(lookups)) {
      const columns = plan.lookups.find((lookup) => lookup.name === name)?.source.contract.columns;
      if (!columns) throw unknownLookup(name, plan);
      const rows = await rowsOf(this.#connection, [path], columns);
      await this.#connection.run(`CREATE TEMP VIEW ${identifier(name)} AS ${rows}`);
    }
  }

  async #input(): Promise<Relation> {
    const sql = `(${await rowsOf(this.#connection, this.#request.inputs, this.#segment.input)})`;
    const relation = { sql, bindings: NO_BINDINGS, rows: null };
    return { ...relation, rows: await countRows(this.#connection, relation) };
  }

  async #through(placed: PlacedStep, relation: Relation): Promise<Relation> {
    const { step, name } = placed;
    return inStep(name, async () => {
      const rows = await countRows(this.#connection, relation);
      this.#count(rows);
      this.#counts.push({ step: name, in: rows, out: 0, quarantined: 0 });
      const before = { ...relation, rows };
      if (step.kind === "sql") {
        return throughSql(this.#connection, placed, step, before, Object.keys(this.#request.lookups));
      }
      const { after, thrown } = await throughRows(this.#connection, this.#database, placed, step, before);
      if (thrown) this.#thrown.push(thrown);
      this.#count(after.rows ?? 0, thrown?.rows);
      return after;
    });
  }

  /** What came out of the step that was taken last. */
  #count(out: number, quarantined?: number): void {
    const last = this.#counts.pop();
    if (last) this.#counts.push({ ...last, out, quarantined: quarantined ?? last.quarantined });
  }

  async #write({ sql, bindings }: Relation): Promise<Written> {
    const { plan, partition, runTime, lookups, out } = this.#request;
    const { output, isLast, steps } = this.#segment;
    const rules = isLast ? plan.resultRules : { checks: [], corrections: [] };
    const names = Object.keys(lookups).map((name) => [name, identifier(name)]);
    const rows = flagged(sql, output, rules, { runTime, lookups: Object.fromEntries(names) });
    const query = `SELECT ${[...parquetColumns(output), `${partition}::INTEGER AS ${PARTITION}`, ...ownColumns(rules)].join(", ")} FROM (${rows})`;
    return inStep(steps.map(({ name }) => name).join(", ") || "checks of the result", async () =>
      written(this.#connection, out.rows, await this.#connection.copy(query, out.rows, bindings)),
    );
  }

  async #quarantine(): Promise<Written | null> {
    if (this.#thrown.length === 0) return null;
    const { out, partition } = this.#request;
    const all = this.#thrown.map(({ query }) => query).join(" UNION ALL BY NAME ");
    const rows = await this.#connection.copy(
      `SELECT *, ${partition}::INTEGER AS ${PARTITION} FROM (${all})`,
      out.quarantine,
    );
    return written(this.#connection, out.quarantine, rows);
  }
}

const parquetColumns = (columns: readonly Column[]): string[] => columns.map((column) => toParquet(column));

const unknownLookup = (name: string, plan: Plan): Permanent =>
  new Permanent("plan.no-lookup", `${plan.name} has no lookup ${name}`, {
    why: "the pipeline was changed while the run was under way",
    next: "run the pipeline again",
  });

/** What the engine says of a statement of ours is told of the step that it was made for. */
async function inStep<T>(name: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Permanent) || error.code !== "sql.failed") throw error;
    throw new Permanent("sql.failed", error.message, {
      where: name,
      why: "a row was met that the SQL cannot take",
      next: "use try_cast or a CASE where a value may not fit, or a check before the step",
      cause: error.cause,
    });
  }
}

import type { Plan } from "../../pipeline/plan.ts";
import type { ExtractReport, SettleReport, TransformReport, ValidateReport } from "../../ports/engine.ts";
import type { Check } from "../../quality/check.ts";
import type { Work } from "../../sources/source.ts";
import type { Row } from "../../transform/step.ts";
import { fingerprint } from "../memory-rows.ts";
import type { EngineUnderTest } from "./fixture.ts";

/** What an engine made of a plan, from its source to what a load would take. */
export interface EngineRun {
  readonly extracted: readonly ExtractReport[];
  readonly transformed: readonly TransformReport[];
  readonly validated: readonly ValidateReport[];
  readonly settled: SettleReport;
  readonly rejects: readonly Row[];
  /** Settle's first, then by partition and stage, lookups last. */
  readonly held: readonly Held[];
  readonly loaded: readonly Row[];
}

interface Held {
  readonly row: Row;
  readonly reasons: readonly HeldReason[];
}

interface HeldReason {
  readonly check: string;
  readonly rule: string;
  readonly column: string | null;
  readonly value: string | null;
  readonly message: string;
}

/** The stages' calls in their order, over all partitions of the plan's sources. */
export const runThrough = (
  subject: EngineUnderTest,
  plan: Plan,
  signal: AbortSignal = new AbortController().signal,
): Promise<EngineRun> => new Run(subject, plan, signal).through();

let runs = 0;

class Run {
  readonly #subject: EngineUnderTest;
  readonly #request: { readonly plan: Plan; readonly runTime: number; readonly signal: AbortSignal };
  readonly #at: string;
  readonly #rejects: string[] = [];
  readonly #held: string[] = [];
  readonly #extracted: ExtractReport[] = [];
  readonly #transformed: TransformReport[] = [];
  readonly #validated: ValidateReport[] = [];

  constructor(subject: EngineUnderTest, plan: Plan, signal: AbortSignal) {
    this.#subject = subject;
    this.#request = { plan, runTime: Date.parse("2024-06-10T15:00:00Z"), signal };
    this.#at = `${subject.folder}/run${++runs}`;
  }

  async through(): Promise<EngineRun> {
    const { plan } = this.#request;
    const lookups: Record<string, string> = {};
    for (const { name, source } of plan.lookups) {
      const [work] = await source.plan(PLANNING);
      if (work) lookups[name] = (await this.#extract(name, work, 0)).path;
    }
    const heldInLookups = this.#held.splice(0);
    const artifacts: string[] = [];
    for (const [partition, work] of (await plan.source.source.plan(PLANNING)).entries()) {
      artifacts.push(await this.#partition(work, partition, lookups));
    }
    const { settled, loaded } = await this.#settle(artifacts);
    const held = await Promise.all([...this.#held, ...heldInLookups].map((path) => this.#read(path)));
    return {
      extracted: this.#extracted,
      transformed: this.#transformed,
      validated: this.#validated,
      settled,
      rejects: (await Promise.all(this.#rejects.map((path) => this.#read(path)))).flat(),
      held: held.flatMap((rows) => sorted(rows).map(withReasons)),
      loaded,
    };
  }

  async #extract(
    source: string,
    work: Work,
    partition: number,
  ): Promise<{ path: string; report: ExtractReport }> {
    const path = `${this.#at}-${source}-${partition}`;
    const out = { rows: path, rejects: `${path}-rejects`, quarantine: `${path}-held` };
    const report = await this.#subject.engine.extract({ ...this.#request, source, work, partition, out });
    if (report.rejects) this.#rejects.push(out.rejects);
    if (report.quarantine) this.#held.push(out.quarantine);
    return { path, report };
  }

  async #partition(work: Work, partition: number, lookups: Record<string, string>): Promise<string> {
    const { engine, folder } = this.#subject;
    const { path, report } = await this.#extract(this.#request.plan.source.name, work, partition);
    const rows = `${path}-rows`;
    const transformed = await engine.transform({
      ...this.#request,
      ...{ segment: 0, folder, inputs: [path], lookups, partition },
      out: { rows, quarantine: `${path}-thrown` },
    });
    if (transformed.quarantine) this.#held.push(`${path}-thrown`);
    const out = { quarantine: `${path}-failed` };
    const validated = await engine.validate({ ...this.#request, artifact: rows, out });
    if (validated.quarantine) this.#held.push(out.quarantine);
    this.#extracted.push(report);
    this.#transformed.push(transformed);
    this.#validated.push(validated);
    return rows;
  }

  async #settle(artifacts: readonly string[]): Promise<{ settled: SettleReport; loaded: Row[] }> {
    const { sourceRules, resultRules } = this.#request.plan;
    const uniques = [...sourceRules.checks, ...resultRules.checks].filter(isUnique);
    const out = {
      exclusions: uniques.map((_, i) => `${this.#at}-excluded${i}`),
      winners: `${this.#at}-winners`,
      quarantine: `${this.#at}-duplicates`,
    };
    const settled = await this.#subject.engine.settle({ ...this.#request, artifacts, out });
    if (settled.quarantine) this.#held.unshift(out.quarantine);
    const excluded = await Promise.all(
      uniques.map(async ({ columns }, i) => {
        const keys = settled.exclusions[i] ? await this.#read(out.exclusions[i] ?? "") : [];
        return { columns, keys: new Set(keys.map((row) => fingerprint(row, columns))) };
      }),
    );
    const rows = (await Promise.all(artifacts.map((path) => this.#read(path)))).flat();
    const winners = settled.winners ? await this.#read(out.winners) : [];
    return { settled, loaded: toLoad(rows, excluded, winners) };
  }

  async #read(path: string): Promise<Row[]> {
    return (await this.#subject.read(path)).map(comparable);
  }
}

const PLANNING = {
  baseDir: "",
  parameters: {},
  split: true,
  sizes: { targetBytes: 1 },
  sniff: () => Promise.reject(new Error("rows are not sniffed")),
  signal: new AbortController().signal,
};

type Unique = Extract<Check, { rule: "unique" }>;
const isUnique = (check: Check): check is Unique => check.rule === "unique";

/** As the load contract says: rows without a flag whose key is not excluded, and the winners. */
function toLoad(
  rows: readonly Row[],
  excluded: readonly { readonly columns: readonly string[]; readonly keys: ReadonlySet<string> }[],
  winners: readonly Row[],
): Row[] {
  const passing = rows
    .filter((row) => (row._waybill_flags ?? 0) === 0)
    .filter((row) => excluded.every(({ columns, keys }) => !keys.has(fingerprint(row, columns))));
  return sorted([...passing, ...winners]).map(withoutFlags);
}

const FLAGS = new Set(["_waybill_flags", "_waybill_notes", "_waybill_corrected"]);
const withoutFlags = (row: Row): Row =>
  Object.fromEntries(Object.entries(row).filter(([name]) => !FLAGS.has(name)));

const withReasons = ({ _waybill_reasons, ...row }: Row): Held => ({
  row,
  reasons: JSON.parse(String(_waybill_reasons)) as HeldReason[],
});

/** The order of rows is not promised: by id here, those without one last. */
const sorted = (rows: readonly Row[]): Row[] =>
  rows.toSorted((a, b) => rank(a) - rank(b) || content(a).localeCompare(content(b)));
const rank = ({ id }: Row): number => (id === null || id === undefined ? Number.MAX_VALUE : Number(id));
const content = (row: Row): string => fingerprint(row, Object.keys(row).toSorted());

/** Engines differ in how they give a value that means the same. */
const comparable = (row: Row): Row =>
  Object.fromEntries(Object.entries(row).map(([name, value]) => [name, plain(value)]));

function plain(value: unknown): unknown {
  if (typeof value === "bigint") return Number(value);
  return value instanceof Date ? value.toISOString().slice(0, 10) : value;
}

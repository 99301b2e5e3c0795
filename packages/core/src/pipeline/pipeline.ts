import type * as z from "zod";
import { Usage } from "../errors.ts";
import type { Source } from "../sources/source.ts";
import type { RowFunction } from "../transform/step.ts";
import {
  type Added,
  type After,
  addRows,
  type Exactly,
  type Given,
  type Reads,
  type RowsOptions,
} from "./add-rows.ts";
import { addChecks, addCorrections, type Checks, type Corrections } from "./add-rules.ts";
import { addSql, type SqlOptions } from "./add-sql.ts";
import { type Definition, NO_RULES, placeOf } from "./definition.ts";
import { type LoadOptions, load } from "./load.ts";
import { refusePipelineName } from "./names.ts";
import type { Plan } from "./plan.ts";
import { planOf } from "./plan-of.ts";
import { chooseSources, type Sources } from "./sources.ts";
import { type ToleranceOptions, tolerate } from "./tolerate.ts";

/** A pipeline with whatever rows: what a pipeline's file exports. */
export interface AnyPipeline {
  readonly plan: Plan;
}

/** An immutable value: each method returns the next one. `R` is the row as it is after the last step. */
export interface Pipeline<R> extends AnyPipeline {
  /**
   * Rules: before the first step about the source's rows, after the last step about the result. A row that fails one
   * of severity `reject` is quarantined with the reason.
   */
  check(checks: Checks<R>): Pipeline<R>;
  /** What is tried on rows that fail a check. They are checked again. */
  correct(corrections: Corrections<R>): Pipeline<R>;
  /** A query over `input`, the rows so far, and lookups. */
  sql<P>(step: SqlOptions<P>): Pipeline<P>;
  /** A function from a row to none (null), one, or many (a list). What it throws quarantines the row. */
  rows<
    const N extends Reads<R>,
    A extends z.ZodRawShape,
    // Inferred from what the function returns, so that "small" stays "small" and fits z.enum(["small", "large"]).
    const O extends Added<A>,
  >(
    step: RowsOptions<N, A>,
    each: (row: Given<R, N>) => Exactly<O, A> | readonly Exactly<O, A>[] | null,
  ): Pipeline<After<R, A>>;
  /** How many rows may be held back. More, and nothing is loaded. Without it: any number. */
  tolerate(limits: ToleranceOptions): Pipeline<R>;
  /** Where the rows go. It comes last. */
  load(target: LoadOptions<R>): AnyPipeline;
}

/** One source is split into partitions; all others are lookups, which every step sees whole. */
export function pipeline<R>(name: string, source: Source<R>): Pipeline<R>;
/** Which of several sources is split has to be said: to the compiler, an object's keys have no order. */
export function pipeline<S extends Sources, N extends keyof S & string>(
  name: string,
  sources: S,
  options: { readonly split: N },
): Pipeline<RowOf<S[N]>>;
/** Of several sources with the same row the first one is split. */
export function pipeline<R>(name: string, sources: Readonly<Record<string, Source<R>>>): Pipeline<R>;
export function pipeline(
  name: string,
  sources: Source | Sources,
  options?: { readonly split: string },
): Pipeline<unknown> {
  refusePipelineName(name);
  const { source, lookups } = chooseSources(name, sources, options?.split);
  return pipelineOf({
    name,
    source,
    lookups,
    steps: [],
    columns: source.source.contract.columns,
    implied: [],
    sourceRules: NO_RULES,
    resultRules: NO_RULES,
    tolerate: null,
    load: null,
  });
}

type RowOf<S> = S extends Source<infer R> ? R : never;

/** Also where a module is loaded twice, a pipeline is recognised. */
const PIPELINE = Symbol.for("waybill.pipeline");

export const isPipeline = (value: unknown): value is AnyPipeline =>
  value !== null && typeof value === "object" && PIPELINE in value;

function pipelineOf<R>(definition: Definition): Pipeline<R> {
  const next = <Q = R>(method: string, change: () => Definition): Pipeline<Q> => {
    refuseAfterLoad(definition, method);
    return pipelineOf<Q>(change());
  };
  const value: Pipeline<R> & { readonly [PIPELINE]: true } = {
    [PIPELINE]: true,
    plan: planOf(definition),
    check: (checks) => next("check", () => addChecks(definition, checks)),
    correct: (corrections) => next("correct", () => addCorrections(definition, corrections)),
    sql: <P>(step: SqlOptions<P>) => next<P>("sql", () => addSql(definition, step)),
    // The types of `rows` see to it that the function fits the columns that it is given.
    rows: (step, each) => next("rows", () => addRows(definition, step, each as RowFunction)),
    tolerate: (limits) => next("tolerate", () => tolerate(definition, limits)),
    load: (target) => next("load", () => load(definition, target)),
  };
  return Object.freeze(value);
}

function refuseAfterLoad(definition: Definition, method: string): void {
  if (!definition.load) return;
  throw new Usage("pipeline.after-load", `.${method}() comes after .load()`, {
    where: placeOf(definition, method),
    why: "a pipeline loads once, and last",
    next:
      method === "load"
        ? "leave one of the two out, or write a second pipeline"
        : `move .${method}() before .load()`,
  });
}

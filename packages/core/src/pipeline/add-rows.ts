import * as z from "zod";
import type { Column } from "../contract/column.ts";
import { refuseNames } from "../contract/names.ts";
import { contractOf } from "../contract/row-contract.ts";
import { Usage } from "../errors.ts";
import type { Name } from "../quality/author.ts";
import { findColumn } from "../quality/find-column.ts";
import type { RowFunction } from "../transform/step.ts";
import { addStep } from "./add-step.ts";
import { type Definition, placeOf } from "./definition.ts";

type Flat<T> = { [K in keyof T]: T[K] };
export type Reads<R> = readonly Name<R>[] | "all";

/** The row that a function is given: what may be missing is null. */
export type Given<R, N> = N extends "all"
  ? { readonly [K in keyof R]-?: Present<R[K]> }
  : { readonly [K in Extract<keyof R, N extends readonly (infer Item)[] ? Item : never>]-?: Present<R[K]> };
type Present<V> = undefined extends V ? Exclude<V, undefined> | null : V;

/** What a function returns of one row. */
export type Added<A extends z.ZodRawShape> = z.output<z.ZodObject<A>>;
/** The row after the step. */
/** What the function returns, without a key that was not declared. */
export type Exactly<O, A extends z.ZodRawShape> = O & { readonly [K in Exclude<keyof O, keyof A>]: never };
export type After<R, A extends z.ZodRawShape> = Flat<Omit<R, keyof A> & Added<A>>;

export interface RowsOptions<N, A> {
  /** The columns that the function is given; all others pass by. */
  readonly reads: N;
  /** The columns that it returns: new ones, or ones that take an older one's place. */
  readonly adds: A;
}

/** Throws `Usage` (`rows.function`, `rows.reads`, `column.unknown`, and what contracts and steps throw). */
export function addRows<N, A extends z.ZodRawShape>(
  definition: Definition,
  { reads, adds }: RowsOptions<N, A>,
  each: RowFunction,
): Definition {
  const where = placeOf(definition, "rows");
  refuseFunction(each, where);
  const contract = contractOf(z.object(adds), {
    path: `pipeline ${definition.name}, adds`,
    defaults: "ignore",
  });
  const columns = replaced(definition.columns, contract.columns);
  refuseNames(
    columns.map(({ name }) => name),
    `pipeline ${definition.name}, adds`,
  );
  const step = {
    kind: "rows",
    reads: readColumns(definition, reads, where),
    adds: contract.columns,
    columns,
    each,
  } as const;
  const addedNames = new Set(contract.columns.map(({ name }) => name));
  const stillImplied = definition.implied.filter(({ column }) => column === null || !addedNames.has(column));
  return addStep(definition, { step, implied: [...stillImplied, ...contract.drafts] }, where);
}

function readColumns({ columns }: Definition, reads: unknown, where: string): readonly Column[] {
  if (reads === "all") return columns;
  if (Array.isArray(reads))
    return [...new Set<string>(reads)].map((name) => findColumn(columns, name, where));
  throw new Usage("rows.reads", "the step does not say what it reads", {
    where,
    why: "only these columns are turned into JavaScript values, which is what a row function costs",
    next: 'write reads: ["price", "discount"], or reads: "all"',
  });
}

/** The older columns in their places, then the new ones. */
function replaced(older: readonly Column[], added: readonly Column[]): readonly Column[] {
  const byName = new Map(added.map((column) => [column.name, column]));
  const olderNames = new Set(older.map(({ name }) => name));
  return [
    ...older.map((column) => byName.get(column.name) ?? column),
    ...added.filter(({ name }) => !olderNames.has(name)),
  ];
}

function refuseFunction(each: unknown, where: string): void {
  if (typeof each === "function" && each.constructor.name === "Function") return;
  throw new Usage("rows.function", "the step needs a plain function as its second argument", {
    where,
    why:
      typeof each === "function" ? `it got one that is an ${each.constructor.name}` : `it got ${typeof each}`,
    next: "write .rows({ reads, adds }, ({ price }) => ({ total: price * 2 })); what waits for something is a source",
  });
}

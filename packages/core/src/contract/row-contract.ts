import type * as z from "zod";
import { Usage } from "../errors.ts";
import type { CheckDraft } from "../quality/draft.ts";
import { withIds } from "../quality/draft.ts";
import type { RowContract } from "../sources/source.ts";
import type { Column } from "./column.ts";
import { refuseNames } from "./names.ts";
import { refused } from "./refuse.ts";
import { definitionOf, type Schema } from "./schema.ts";
import { typeOf } from "./types/column-type.ts";
import { refinement } from "./types/typed.ts";
import { refuseForeign, unwrap } from "./unwrap.ts";

/** Columns and the rules that their types imply. */
export interface Contract {
  readonly columns: readonly Column[];
  readonly drafts: readonly CheckDraft[];
}

/**
 * A zod object as a row contract: the columns, and bounds, lengths, patterns, enums and missing nulls as checks.
 * Throws `Usage` (`contract.type`, `contract.name`, `contract.empty`) with the path of what it cannot say.
 */
export function rowContract<R>(schema: Schema<R>): RowContract<R> {
  const { columns, drafts } = contractOf(schema, { path: "row", defaults: "fill" });
  if (columns.length > 0) return { columns, checks: withIds(drafts) };
  throw new Usage("contract.empty", "the row contract has no columns", {
    where: "row",
    next: "name at least one: z.object({ id: z.int() })",
  });
}

export interface ContractOptions {
  readonly path: string;
  /** `ignore`: rows come from a step, and a default fills in at extract alone. */
  readonly defaults: "fill" | "ignore";
}

export function contractOf(schema: z.ZodObject, { path, defaults }: ContractOptions): Contract {
  refuseObjectRules(schema, path);
  const shape = schema._zod.def.shape;
  refuseNames(Object.keys(shape), path);
  const parts = Object.entries(shape).map(([name, type]) =>
    columnOf(name, type, { path: `${path}.${name}`, defaults }),
  );
  return { columns: parts.map(({ column }) => column), drafts: parts.flatMap(({ drafts }) => drafts) };
}

function columnOf(name: string, type: z.core.$ZodType, { path, defaults }: ContractOptions) {
  const inner = unwrap(type, path);
  const typed = typeOf(inner.type, path);
  const fillsIn = defaults === "fill" && inner.default !== undefined;
  const column: Column = {
    name,
    type: typed.type,
    nullable: inner.nullable,
    ...(fillsIn && { default: inner.default }),
  };
  const implied = { column: name, severity: "reject", implied: true } as const;
  const needsValue: readonly CheckDraft[] =
    inner.nullable || fillsIn ? [] : [{ ...implied, rule: "notNull" }];
  return { column, drafts: [...needsValue, ...typed.rules.map((rule) => ({ ...implied, ...rule }))] };
}

function refuseObjectRules(schema: z.ZodObject, path: string): void {
  refuseForeign(schema, path);
  const definition = definitionOf(schema);
  if (definition.type !== "object") {
    throw refused({
      path,
      what: `z.${definition.type}()`,
      why: "a row has columns",
      next: "write z.object({ … })",
    });
  }
  if ((definition.checks?.length ?? 0) > 0) throw refinement(path);
  if (definition.catchall === undefined) return;
  const strict = definitionOf(definition.catchall).type === "never";
  throw refused({
    path,
    what: strict ? "z.strictObject()" : "z.looseObject() or .catchall()",
    why: "a contract names the columns that are read, all others are left out",
    next: "write z.object({ … })",
  });
}

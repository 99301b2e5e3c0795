import type { Rule } from "../../quality/check.ts";
import type { ColumnType } from "../column.ts";
import { refused } from "../refuse.ts";
import { checksOf, type Definition, isCoerced, type TypeCheck } from "../schema.ts";

/** What a zod type comes down to: a column type, and rules for what is left. */
export interface Typed {
  readonly type: ColumnType;
  readonly rules: readonly Rule[];
}

/** The checks of a type, without those that no SQL can say: these throw. */
export function sayableChecks(definition: Definition, path: string): readonly TypeCheck[] {
  const checks = checksOf(definition);
  if (checks.some(({ check }) => check === "custom")) throw refinement(path);
  if (checks.some(({ check }) => check === "overwrite")) {
    const column = path.split(".")[1] ?? "name";
    throw refused({
      path,
      what: "a change of the value, as .trim() and .toUpperCase() are,",
      why: "a contract says what a row is, it does not change it",
      next: `write .correct(({ ${column} }) => [${column}.set("trim(${column})")])`,
    });
  }
  return checks;
}

export const refinement = (path: string) =>
  refused({
    path,
    what: "a refinement in JavaScript",
    why: "the rules of a contract run as SQL in the engine",
    next: 'write .check((_, rows) => [rows.satisfies("<an SQL condition>")]), or decide it in a .rows() step',
  });

/** Coercion in zod makes 0 of '' and 1970 of null. The engine reads text as the column's type by itself. */
export function refuseCoercion(definition: Definition, path: string): void {
  if (!isCoerced(definition)) return;
  throw refused({
    path,
    what: `z.coerce.${definition.type}()`,
    why: "it makes values of what is none: 0 of '', true of 'false'",
    next: `write z.${definition.type}(): text in a file is read as that type without it`,
  });
}

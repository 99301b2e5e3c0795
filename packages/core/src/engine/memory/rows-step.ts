import type { Column } from "../../contract/column.ts";
import type { Row, RowsStep } from "../../transform/step.ts";
import { OWN_PREFIX } from "../sql.ts";
import { withReasons } from "./report.ts";
import { isValue, valueText } from "./value.ts";

/** Results of the step's function, and the rows for which it threw or returned no result, with their reasons. */
export function callEach(
  step: RowsStep,
  name: string,
  rows: readonly Row[],
): { readonly results: Row[]; readonly thrown: Row[] } {
  const results: Row[] = [];
  const thrown: Row[] = [];
  for (const row of rows) {
    try {
      for (const result of resultsOf(step, row)) results.push({ ...passingBy(step, row), ...result });
    } catch (error) {
      const missing = Object.fromEntries(step.adds.map((column) => [column.name, null]));
      const message =
        error instanceof Error ? `${error.name}: ${error.message}` : `thrown: ${valueText(error)}`;
      thrown.push(
        withReasons({ ...passingBy(step, row), ...missing }, [
          { check: name, rule: "exception", column: null, value: null, message },
        ]),
      );
    }
  }
  return { results, thrown };
}

function resultsOf({ reads, adds, each }: RowsStep, row: Row): readonly Row[] {
  const returned = each(Object.fromEntries(reads.map(({ name }) => [name, row[name] ?? null])));
  const list: readonly Row[] = returned === null ? [] : Array.isArray(returned) ? returned : [returned];
  return list.map((result) => Object.fromEntries(adds.map((column) => [column.name, added(result, column)])));
}

function added(result: Row, column: Column): unknown {
  const value = result[column.name] ?? null;
  if (value === null || isValue(column, value)) return value;
  throw new TypeError(`${column.name}: ${valueText(value)} is no ${column.type.kind}`);
}

/** Columns of the step that are not among those it adds; flags of an earlier stage stay behind. */
const passingBy = ({ adds, columns }: RowsStep, row: Row): Row =>
  Object.fromEntries(
    Object.entries(row).filter(
      ([name]) =>
        !name.startsWith(OWN_PREFIX) &&
        columns.some((column) => column.name === name) &&
        !adds.some((column) => column.name === name),
    ),
  );

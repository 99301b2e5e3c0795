import { join } from "node:path";
import type { Column } from "../../../contract/column.ts";
import { Permanent, Transient, WaybillError } from "../../../errors.ts";
import type { RowsReading } from "../../../sources/source.ts";
import type { Row } from "../../../transform/step.ts";
import type { ReadContext } from "../context.ts";
import { ExactFile } from "../exact/exact-file.ts";
import { shown } from "../exact/shown.ts";
import { textFor } from "./text-of.ts";

/** Reads what an author's code yields, in constant memory; how many rows were written. */
export async function readRows(context: ReadContext, reading: RowsReading): Promise<number> {
  const { connection, columns, rejects } = context;
  const exact = await ExactFile.create(join(context.folder, "rows.csv"), columns);
  const textsOf = rowTexts(columns);
  try {
    let number = 0;
    for await (const row of yielded(reading, context.signal)) {
      number++;
      const result = textsOf(row);
      if ("texts" in result) await exact.add(number, result.texts);
      else
        await rejects.add({
          file: null,
          line: number,
          text: rowText(row),
          code: "rows.bad-value",
          ...result,
        });
    }
    await exact.flush();
    const rows = await context.write(exact.relation());
    await exact.collectRefusals(connection, rejects, { file: null, code: "rows.bad-value" });
    return rows;
  } finally {
    await exact.drop(connection);
    await exact.close();
  }
}

async function* yielded({ rows }: RowsReading, signal: AbortSignal): AsyncGenerator<Row> {
  try {
    for await (const row of rows(signal)) {
      signal.throwIfAborted();
      yield row;
    }
  } catch (error) {
    signal.throwIfAborted();
    throw sourceFailed(error);
  }
}

type RowResult =
  | { readonly texts: readonly (string | null)[] }
  | { readonly column: string | null; readonly reason: string };

/** A row's values as texts, in the order of the columns. Other keys are not looked at. */
function rowTexts(columns: readonly Column[]): (row: unknown) => RowResult {
  const converts = columns.map(({ type }) => textFor(type));
  return (row) => {
    if (typeof row !== "object" || row === null) {
      return { column: null, reason: `${row === null ? "null" : `a ${typeof row}`} where a row is expected` };
    }
    const texts: (string | null)[] = [];
    for (const [i, { name }] of columns.entries()) {
      const value = (row as Row)[name] ?? null;
      const result = value === null ? null : converts[i]!(value);
      if (result && "reason" in result) return { column: name, reason: result.reason };
      texts.push(result?.text ?? null);
    }
    return { texts };
  };
}

/** A row for people: what JSON cannot carry is said in its own way. */
function rowText(row: unknown): string {
  try {
    return (
      JSON.stringify(row, (_key, value: unknown) => (typeof value === "bigint" ? String(value) : value)) ??
      String(row)
    );
  } catch {
    return shown(String(row));
  }
}

/** What is wrong with code stays wrong; what is wrong with a network may pass. */
function sourceFailed(error: unknown): WaybillError {
  if (error instanceof WaybillError) return error;
  const why = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const isMistake =
    error instanceof TypeError || error instanceof ReferenceError || error instanceof SyntaxError;
  const message = "the source's own code failed";
  const more = { why, cause: error };
  return isMistake
    ? new Permanent("rows.failed", message, {
        ...more,
        next: "correct the function of rows(), then retry the run",
      })
    : new Transient("rows.failed", message, {
        ...more,
        next: "it is tried again; if it stays, look at what it says",
      });
}

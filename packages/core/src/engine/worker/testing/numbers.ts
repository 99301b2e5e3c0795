import type { Column } from "../../../contract/column.ts";
import { isPipeline } from "../../../pipeline/pipeline.ts";
import type { RowFunction } from "../../../transform/step.ts";
import orders from "./orders.ts";

const int = (name: string): Column => ({ name, type: { kind: "int" }, nullable: false });

/** A pipeline whose step calls this function with each `id` and adds `twice`. */
function numbers(name: string, each: RowFunction) {
  const step = {
    kind: "rows",
    reads: [int("id")],
    adds: [int("twice")],
    columns: [int("id"), int("twice")],
    each,
  } as const;
  const made = { ...orders, plan: { ...orders.plan, name, steps: [step] } };
  if (!isPipeline(made)) throw new Error("not made like a pipeline");
  return made;
}
const twice: RowFunction = ({ id }) => ({ twice: Number(id) * 2 });

export const quick = numbers("quick", twice);

export const slow = numbers("slow", (row) => {
  const until = performance.now() + 0.05;
  while (performance.now() < until);
  return twice(row);
});

export const endless = numbers("endless", (row) => {
  while (Number(row.id) === 3000);
  return twice(row);
});

export const leaving = numbers("leaving", (row) => {
  if (row.id === 5) process.exit(9);
  return twice(row);
});

export const stray = numbers("stray", (row) => {
  if (row.id === 5) void Promise.reject(new Error("from a row"));
  return twice(row);
});

import type { Column, ColumnType } from "../../contract/column.ts";
import { Usage } from "../../errors.ts";
import type { Source } from "../../sources/source.ts";
import { refuseType } from "../rule-types.ts";
import { didYouMean } from "../suggest.ts";

/** The column of another source that this one's values must be found in. Throws `Usage` (`check.references`). */
export function references(column: Column, source: Source, target: string, where: string): Column {
  refuseType("references", column, where);
  const columns = columnsOf(source, where);
  const found = columns.find(({ name }) => name === target);
  if (!found) {
    throw new Usage("check.references", `${source.dataset} has no column ${target}`, {
      where,
      next: didYouMean(
        target,
        columns.map(({ name }) => name),
      ),
    });
  }
  if (family(found.type) === family(column.type)) return found;
  throw new Usage(
    "check.references",
    `${column.name} is ${column.type.kind}, ${target} is ${found.type.kind}`,
    {
      where,
      why: "values of different types are never the same",
      next: "give both columns one type in their row contracts",
    },
  );
}

function columnsOf(source: unknown, where: string): readonly Column[] {
  const contract =
    source !== null && typeof source === "object" && "contract" in source ? source.contract : null;
  if (contract) return (source as Source).contract.columns;
  throw new Usage("check.references", "references() takes a source and the name of one of its columns", {
    where,
    next: 'write origin.references(airports, "iata"), with const airports = files(…)',
  });
}

/** Types whose values can be the same. */
function family({ kind }: ColumnType): string {
  if (kind === "int32" || kind === "int64") return "int";
  return kind === "float32" ? "double" : kind;
}

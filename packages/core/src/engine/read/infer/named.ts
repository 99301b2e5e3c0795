import type { Column } from "../../../contract/column.ts";
import { OWN_PREFIX } from "../../sql.ts";
import type { Profile } from "./profile.ts";

/** The columns that a contract can name, and what is to be said about the others. */
export function named(found: readonly { readonly name: string; readonly profile: Profile }[]): {
  columns: Column[];
  doubts: string[];
} {
  const columns: Column[] = [];
  const doubts: string[] = [];
  const seen = new Set<string>();
  for (const [i, { name, profile }] of found.entries()) {
    const problem = unnameable(name, seen);
    seen.add(name.toLowerCase());
    if (problem !== null) {
      doubts.push(`column ${i + 1} is left out: ${problem}`);
      continue;
    }
    columns.push({ name, type: profile.type, nullable: profile.nulls > 0 || profile.values === 0 });
    doubts.push(...profile.doubts);
  }
  return { columns, doubts };
}

function unnameable(name: string, seen: ReadonlySet<string>): string | null {
  if (name.trim() === "") return "it has no name";
  if (seen.has(name.toLowerCase())) return `another one is named \`${name}\` too`;
  return name.toLowerCase().startsWith(OWN_PREFIX) ? `names with ${OWN_PREFIX} are Waybill's own` : null;
}

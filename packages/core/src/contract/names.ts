import { OWN_PREFIX } from "../engine/sql.ts";
import { Usage } from "../errors.ts";

/** Throws for names that the engine or Waybill itself could not keep apart. */
export function refuseNames(names: readonly string[], where: string): void {
  const seen = new Map<string, string>();
  for (const name of names) {
    const problem = problemWith(name, seen.get(name.toLowerCase()));
    if (problem) throw new Usage("contract.name", problem.what, { where: `${where}.${name}`, ...problem });
    seen.set(name.toLowerCase(), name);
  }
}

interface Problem {
  readonly what: string;
  readonly why: string;
  readonly next: string;
}

function problemWith(name: string, alike: string | undefined): Problem | null {
  if (name.trim() === "") {
    return { what: "a column without a name", why: "SQL cannot say it", next: "give the column a name" };
  }
  if (name.toLowerCase().startsWith(OWN_PREFIX)) {
    return {
      what: `the column "${name}" begins with ${OWN_PREFIX}`,
      why: "Waybill's own columns begin like that, on every row",
      next: "give it another name",
    };
  }
  if (alike === undefined) return null;
  return {
    what: `the columns "${alike}" and "${name}" differ only in upper and lower case`,
    why: "SQL takes them for one column",
    next: "rename one of them",
  };
}

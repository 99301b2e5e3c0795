import { OWN_PREFIX } from "../engine/sql.ts";
import { Usage } from "../errors.ts";

const NAME = /^[A-Za-z0-9_][A-Za-z0-9_-]*$/;
const SQL_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;
/** What units of steps over the whole run are called. */
const STEP_UNIT = /^step\d+$/i;

/** Throws `Usage` (`pipeline.name`). */
export function refusePipelineName(name: unknown): void {
  if (typeof name === "string" && NAME.test(name) && !STEP_UNIT.test(name)) return;
  throw new Usage("pipeline.name", `${JSON.stringify(name)} cannot name a pipeline`, {
    where: "pipeline()",
    why: "a name has letters, digits, _ and -, and is not step1, step2 and so on, which Waybill's own units are called",
    next: 'write pipeline("flights", …)',
  });
}

/** `table` or `schema.table`. Throws `Usage` (`load.table`). */
export function refuseTable(table: unknown, where: string): void {
  const parts = typeof table === "string" ? table.split(".") : [];
  const isName = (part: string) => NAME.test(part) && !part.toLowerCase().startsWith(OWN_PREFIX);
  if ((parts.length === 1 || parts.length === 2) && parts.every(isName)) return;
  throw new Usage("load.table", `${JSON.stringify(table)} cannot name a table`, {
    where,
    why: `it is <table> or <schema>.<table>, with letters, digits, _ and -, and does not begin with ${OWN_PREFIX}`,
    next: 'write table: "flights" or table: "ops.flights"',
  });
}

/** The name by which SQL knows a source. `taken`: names that mean something else. Throws `Usage` (`source.name`). */
export function refuseSourceName(name: string, taken: readonly string[], where: string): void {
  const why = whyNot(name, taken);
  if (why === null) return;
  throw new Usage("source.name", `${JSON.stringify(name)} cannot name a source`, {
    where,
    why,
    next: "give it another name: { other_name: source }",
  });
}

function whyNot(name: string, taken: readonly string[]): string | null {
  if (!SQL_NAME.test(name))
    return "SQL knows it by this name: letters, digits and _, not beginning with a digit";
  if (name.toLowerCase() === "input") return "input is what a step gets from the one before";
  if (STEP_UNIT.test(name)) return "step1, step2 and so on are what Waybill's own units are called";
  if (name.toLowerCase().startsWith(OWN_PREFIX)) return `${OWN_PREFIX} is for Waybill's own names`;
  const alike = taken.find((other) => other.toLowerCase() === name.toLowerCase());
  return alike === undefined
    ? null
    : `there is ${alike} already, and SQL takes upper and lower case for the same`;
}

import { describe, expect, it } from "vitest";
import { called, Graph } from "./support/graph.ts";
import { graphPath } from "./support/stages.ts";
import { permissionLines } from "./support/statements.ts";

const graph = Graph.read(graphPath("prod"));
const short = (name: string) => name.replace("waybill-prod-", "");

/** Who may do what, on what: to be read in a review, and changed by `vitest -u`, which is a diff there. */
function table(): string {
  const functions = graph.of("function").map((fn) => [short(called(fn)), graph.roleOf(fn)] as const);
  const known = new Set(functions.map(([, role]) => role?.urn));
  const others = graph.of("role").filter(({ urn }) => !known.has(urn));
  const all = [...functions, ...others.map((role) => [`role ${short(role.name)}`, role] as const)];
  return all
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, role]) => [name, ...permissionLines(graph, role).map((line) => `  ${line}`)].join("\n"))
    .join("\n\n");
}

describe("permissions", () => {
  it("are those that were reviewed", async () => {
    await expect(`${table()}\n`).toMatchFileSnapshot("permissions.txt");
  });
});

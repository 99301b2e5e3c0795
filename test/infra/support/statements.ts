import { type Graph, jsonOf, listOf, type Resource } from "./graph.ts";

export interface Statement {
  readonly Sid?: string;
  readonly Effect: "Allow" | "Deny";
  readonly Principal?: "*" | Readonly<Record<string, string | readonly string[]>>;
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

type Document = { readonly Statement: readonly Statement[] } | null;

export const statementsIn = (policy: unknown): readonly Statement[] =>
  (typeof policy === "object" ? (policy as Document) : jsonOf<Document>(policy))?.Statement ?? [];

/** What a role may do, by its own policies. */
export const statementsOf = (role: Resource | undefined): readonly Statement[] =>
  ((role?.props.inlinePolicies ?? []) as readonly { readonly policy: string }[]).flatMap(({ policy }) =>
    statementsIn(policy),
  );

/** One line a permission: what, on what, and when. */
export function permissionLines(graph: Graph, role: Resource | undefined): readonly string[] {
  const lines = statementsOf(role).flatMap(({ Action, Resource, Condition }) =>
    listOf(Resource).map((resource) => {
      const actions = listOf(Action).toSorted().join(" ");
      return [actions, readable(resource, graph), conditionText(Condition)].filter(Boolean).join("  |  ");
    }),
  );
  return [...new Set(lines)].toSorted();
}

function conditionText(condition: Statement["Condition"]): string {
  return Object.entries(condition ?? {})
    .flatMap(([test, variables]) =>
      Object.entries(variables).map(([name, value]) => `if ${name} ${test} ${listOf(value).join(", ")}`),
    )
    .join("; ");
}

/** `table/Lineage` for an ARN: the same on every stage, and without an account's number. */
function readable(arn: string, { file }: Graph): string {
  const short = arn.replace(/^arn:aws:([^:]+):[^:]*:[^:]*:/, "$1: ");
  return short.replaceAll(`waybill-${file.stage}-`, "").replaceAll(/-[a-z]{8}(?=$|[/:])/g, "");
}

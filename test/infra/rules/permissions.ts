import { called, type Graph, listOf, type Resource } from "../support/graph.ts";
import { type Statement, statementsIn, statementsOf } from "../support/statements.ts";
import type { GraphRule } from "./rule.ts";

/**
 * Where AWS allows no resource but `*`: making a function's network interface, whose name nobody knows before, and
 * asking for the state of a statement, which is held to its owner by a condition.
 */
const NO_NARROWER: Readonly<Record<string, string | null>> = {
  "ec2:AssignPrivateIpAddresses": null,
  "ec2:CreateNetworkInterface": null,
  "ec2:DeleteNetworkInterface": null,
  "ec2:DescribeNetworkInterfaces": null,
  "ec2:DescribeSubnets": null,
  "ec2:UnassignPrivateIpAddresses": null,
  "redshift-data:CancelStatement": "redshift-data:statement-owner-iam-userid",
  "redshift-data:DescribeStatement": "redshift-data:statement-owner-iam-userid",
  "redshift-data:GetStatementResult": "redshift-data:statement-owner-iam-userid",
  "redshift-data:ListStatements": "redshift-data:statement-owner-iam-userid",
};

export const noWideActions: GraphRule = {
  name: "no role has a wildcard among its actions",
  check: (graph) =>
    graph.of("role").flatMap((role) =>
      statementsOf(role)
        .flatMap(({ Action }) => listOf(Action))
        .filter((action) => action.includes("*"))
        .map((action) => `${called(role)} may ${action}`),
    ),
};

export const noWideResources: GraphRule = {
  name: "no role has the resource *, except where AWS allows none narrower",
  check: (graph) =>
    graph.of("role").flatMap((role) =>
      statementsOf(role)
        .filter((statement) => listOf(statement.Resource).some(isWide))
        .flatMap((statement) => listOf(statement.Action).filter((action) => !isAllowed(action, statement)))
        .map((action) => `${called(role)} may ${action} on everything`),
    ),
};

/** `*`, or a whole service: `arn:aws:s3:::*`. */
const isWide = (resource: string): boolean =>
  resource === "*" || /^arn:aws:[^:]+:[^:]*:[^:]*:(\w+[/:])?\*$/.test(resource);

function isAllowed(action: string, { Condition }: Statement): boolean {
  const condition = NO_NARROWER[action];
  if (condition === undefined) return false;
  return condition === null || Condition?.StringEquals?.[condition] !== undefined;
}

export const noManagedPolicies: GraphRule = {
  name: "no role has a policy that AWS wrote for everybody",
  check: (graph) =>
    graph
      .of("role")
      .flatMap((role) =>
        listOf(role.props.managedPolicyArns ?? []).map((arn) => `${called(role)} has ${arn}`),
      ),
};

export const rolesAreForOneService: GraphRule = {
  name: "a role can be taken by one service, and by nobody else",
  check: (graph) =>
    graph.of("role").flatMap((role) => {
      const principals = statementsIn(role.props.assumeRolePolicy).flatMap(({ Principal }) =>
        Object.entries(Principal ?? {}).flatMap(([kind, who]) =>
          listOf(who).map((each) => `${kind} ${each}`),
        ),
      );
      const isOne = principals.length === 1 && principals[0]!.startsWith("Service ");
      return isOne ? [] : [`${called(role)} can be taken by ${principals.join(", ") || "nobody"}`];
    }),
};

export const noSecretsInSight: GraphRule = {
  name: "no function has a password in its environment",
  check: (graph) =>
    graph.of("function").flatMap((fn) => suspicious(fn).map((name) => `${called(fn)} has ${name}`)),
};

function suspicious({ props }: Resource): readonly string[] {
  const { variables = {} } = (props.environment ?? {}) as { variables?: Readonly<Record<string, string>> };
  // SST's own: the key to the file of links, which holds names and addresses.
  return Object.keys(variables).filter((name) => /PASSWORD|SECRET|TOKEN|CREDENTIAL/i.test(name));
}

export const apiIsSigned: GraphRule = {
  name: "every route of the API is signed by IAM",
  check: (graph: Graph) =>
    graph
      .of("route")
      .filter(({ props }) => props.authorizationType !== "AWS_IAM")
      .map((route) => `${route.name} is open to everybody`),
};

import type { Connection } from "../database.ts";
import { aggregateNames } from "./functions.ts";
import { type Problem, problem } from "./problem.ts";
import { isNode, type Node, nodesOf, parseSelect, textOf } from "./tree.ts";

const AROUND = "SELECT waybill_expression(\n";
const NOT_ONE = "this is not one expression";
const NEXT = "write one expression over the row's columns, such as price > 0";

/**
 * What is wrong with an expression that an author wrote for a row: it must be a single one, made of the row's columns
 * and of functions. Parsed as the argument of a call, so that nothing in it can close the parenthesis around it.
 */
export async function expressionProblem(connection: Connection, sql: string): Promise<Problem | null> {
  const wrong = (message: string) => problem("check.sql", message, sql, { next: NEXT });
  const { tree, problem: refused } = await parseSelect(connection, `${AROUND}${sql}\n)`);
  if (!tree) return wrong(refused.message.startsWith("syntax error") ? refused.message : NOT_ONE);
  if (tree.parameters.length > 0)
    return wrong("the expression has a parameter, and nothing gives it a value");
  const argument = onlyArgument(tree.root);
  if (!argument) return wrong(NOT_ONE);
  const found = forbidden(argument, await aggregateNames(connection));
  return found === null ? null : wrong(`the expression holds ${found}, and a row is checked by itself`);
}

/** The expression, if the parenthesis closed where it was meant to. */
function onlyArgument(root: Node): Node | null {
  const { type, select_list, from_table, modifiers, where_clause, group_expressions, having, qualify } = root;
  const isBare =
    type === "SELECT_NODE" &&
    isNode(from_table) &&
    from_table.type === "EMPTY" &&
    nodesOf(modifiers).length === 0 &&
    nodesOf(group_expressions).length === 0 &&
    [where_clause, having, qualify].every((clause) => clause === null);
  const [call, second] = nodesOf(select_list);
  if (!isBare || !call || second || textOf(call.function_name) !== "waybill_expression") return null;
  const orders = isNode(call.order_bys) ? nodesOf(call.order_bys.orders) : [];
  if (call.class !== "FUNCTION" || call.distinct !== false || call.filter !== null) return null;
  const [argument, more] = nodesOf(call.children);
  return argument && !more && orders.length === 0 && textOf(argument.alias) === "" ? argument : null;
}

function forbidden(value: unknown, aggregates: ReadonlySet<string>): string | null {
  if (Array.isArray(value)) return firstFound(value, aggregates);
  if (!isNode(value)) return null;
  const name = textOf(value.function_name);
  if (value.class === "SUBQUERY") return "a subquery";
  if (value.class === "WINDOW") return `the window function ${name}()`;
  if (value.class === "STAR") return "a *";
  if (value.class === "FUNCTION" && aggregates.has(name.toLowerCase())) return `the aggregate ${name}()`;
  if (value.class === "FUNCTION" && name.toLowerCase() === "unnest") return "unnest()";
  return firstFound(Object.values(value), aggregates);
}

function firstFound(values: readonly unknown[], aggregates: ReadonlySet<string>): string | null {
  for (const value of values) {
    const found = forbidden(value, aggregates);
    if (found !== null) return found;
  }
  return null;
}

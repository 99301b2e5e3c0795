import { ROW_MAKERS } from "./functions.ts";
import { type Problem, type ProblemDetails, problem } from "./problem.ts";
import { isNode, type Node, nodesOf, offsetOf, type Tree, textOf } from "./tree.ts";

export interface Scope {
  /** Names besides `input` that the query may read. */
  readonly lookups: readonly string[];
  readonly scope: "partition" | "run";
  readonly aggregates: ReadonlySet<string>;
}

/**
 * What a query may not do: read anything but `input` and the lookups; and, where it runs for each partition by
 * itself, whatever would be right for one partition only. Rows of `input` may be filtered, computed, joined to lookups
 * and fanned out there, so that the partitions' results together are the result over all rows.
 */
export function scopeProblems(tree: Tree, scope: Scope): readonly Problem[] {
  const walk = new Walk(tree.sql, scope);
  const readsInput = walk.query(tree.root, new Map());
  if (!readsInput && walk.found.length === 0) walk.needsRun("a query that reads no row of input", tree.root);
  return walk.found;
}

/** Names in sight, and whether rows of `input` come out of each. */
type Names = ReadonlyMap<string, boolean>;

const MODIFIERS: Readonly<Record<string, string>> = {
  DISTINCT_MODIFIER: "DISTINCT",
  ORDER_MODIFIER: "ORDER BY",
  LIMIT_MODIFIER: "LIMIT",
  LIMIT_PERCENT_MODIFIER: "LIMIT",
};

class Walk {
  readonly found: Problem[] = [];
  readonly #sql: string;
  readonly #scope: Scope;

  constructor(sql: string, scope: Scope) {
    this.#sql = sql;
    this.#scope = scope;
  }

  /** True where rows of `input` come out of the query. */
  query(node: Node, outer: Names): boolean {
    const names = this.#withNames(node, outer);
    const readsInput = this.#body(node, names);
    if (readsInput) {
      for (const { type } of nodesOf(node.modifiers)) {
        this.needsRun(MODIFIERS[textOf(type)] ?? "a clause at the end of the query", node);
      }
    }
    return readsInput;
  }

  #withNames(node: Node, outer: Names): Names {
    const names = new Map(outer);
    for (const { key, value } of nodesOf(isNode(node.cte_map) ? node.cte_map.map : [])) {
      const query = isNode(value) && isNode(value.query) ? value.query.node : null;
      if (isNode(query)) names.set(textOf(key).toLowerCase(), this.query(query, names));
    }
    return names;
  }

  #body(node: Node, names: Names): boolean {
    switch (node.type) {
      case "SELECT_NODE":
        return this.#select(node, names);
      case "SET_OPERATION_NODE":
        return this.#sides(node, names, `${textOf(node.setop_type)} over input`);
      case "RECURSIVE_CTE_NODE":
        return this.#sides(
          node,
          new Map(names).set(textOf(node.cte_name).toLowerCase(), false),
          "a recursive query over input",
        );
      default:
        this.#add("sql.unsupported", "the query has a form that a step cannot have", node, {
          next: "write it as SELECT … FROM input",
        });
        return false;
    }
  }

  #sides(node: Node, names: Names, what: string): boolean {
    const sides = [node.left, node.right, ...nodesOf(node.children)].filter(isNode);
    const readsInput = sides.map((side) => this.query(side, names)).includes(true);
    if (readsInput) this.needsRun(what, node);
    return readsInput;
  }

  #select(node: Node, names: Names): boolean {
    const { from_table, cte_map: _, modifiers, ...clauses } = node;
    const readsInput = isNode(from_table) && this.#from(from_table, names);
    const uses = this.#expressions([clauses, modifiers], names);
    if (!readsInput) return false;
    const groups =
      nodesOf(node.group_expressions).length > 0 || node.aggregate_handling !== "STANDARD_HANDLING";
    const [aggregate] = uses.aggregates;
    const [window] = uses.windows;
    if (aggregate) this.needsRun(`the aggregate ${textOf(aggregate.function_name)}() over input`, aggregate);
    else if (groups) this.needsRun("GROUP BY over input", node);
    if (window) this.needsRun(`the window function ${textOf(window.function_name)}() over input`, window);
    if (isNode(node.sample)) this.needsRun("a sample of input", node);
    return true;
  }

  #from(ref: Node, names: Names): boolean {
    switch (ref.type) {
      case "EMPTY":
        return false;
      case "BASE_TABLE":
        return this.#table(ref, names);
      case "JOIN":
        return this.#join(ref, names);
      case "SUBQUERY": {
        const query = isNode(ref.subquery) ? ref.subquery.node : null;
        return isNode(query) && this.query(query, names);
      }
      case "EXPRESSION_LIST":
        this.#expressions(ref.values, names);
        return false;
      case "TABLE_FUNCTION":
        return this.#tableFunction(ref, names);
      case "PIVOT":
        return this.#pivot(ref, names);
      default:
        this.#add("sql.unsupported", "the query reads from something that a step cannot read from", ref, {
          next: `read from ${this.#known()}`,
        });
        return false;
    }
  }

  #table(ref: Node, names: Names): boolean {
    const name = textOf(ref.table_name);
    const isQualified = textOf(ref.schema_name) !== "" || textOf(ref.catalog_name) !== "";
    const defined = isQualified ? undefined : names.get(name.toLowerCase());
    if (defined !== undefined) return defined;
    const isInput = !isQualified && name.toLowerCase() === "input";
    const isLookup =
      !isQualified && this.#scope.lookups.some((one) => one.toLowerCase() === name.toLowerCase());
    if (isInput && isNode(ref.sample)) this.needsRun("a sample of input", ref);
    if (isInput || isLookup) return isInput;
    this.#add("sql.unknown-table", `there is no table ${name}`, ref, {
      why: "a step sees its input and the pipeline's lookups, no files and no other tables",
      next: `read from ${this.#known()}, or add a source to the step's lookups`,
    });
    return false;
  }

  #known(): string {
    return ["input", ...this.#scope.lookups].join(", ");
  }

  #join(ref: Node, names: Names): boolean {
    const left = isNode(ref.left) && this.#from(ref.left, names);
    const right = isNode(ref.right) && this.#from(ref.right, names);
    this.#expressions(ref.condition, names);
    const type = textOf(ref.join_type);
    if (left && right) this.needsRun("a join of input with itself", ref);
    else if ((left || right) && ref.ref_type === "POSITIONAL") this.needsRun("a join by position", ref);
    else if (KEEPS_LEFT.has(type) && right) this.needsRun(`a ${type} join that keeps a lookup's rows`, ref);
    else if (KEEPS_RIGHT.has(type) && left) this.needsRun(`a ${type} join that keeps a lookup's rows`, ref);
    return left || right;
  }

  #tableFunction(ref: Node, names: Names): boolean {
    const call = isNode(ref.function) ? ref.function : {};
    const name = textOf(call.function_name);
    this.#expressions(call.children, names);
    if (!ROW_MAKERS.has(name.toLowerCase())) {
      this.#add("sql.table-function", `a step cannot read from ${name}()`, ref, {
        why: "a step sees its input and the pipeline's lookups, no files and nothing of the engine",
        next: `read from ${this.#known()}, or declare what ${name}() reads as a source of the pipeline`,
      });
    }
    return false;
  }

  /** UNPIVOT looks at one row at a time, PIVOT aggregates. */
  #pivot(ref: Node, names: Names): boolean {
    const readsInput = isNode(ref.source) && this.#from(ref.source, names);
    if (readsInput && nodesOf(ref.aggregates).length > 0) this.needsRun("PIVOT over input", ref);
    return readsInput;
  }

  /** Looks into expressions, however deep; a subquery in one is a query of its own. */
  #expressions(value: unknown, names: Names, uses: Uses = { aggregates: [], windows: [] }): Uses {
    if (Array.isArray(value)) for (const item of value) this.#expressions(item, names, uses);
    if (!isNode(value)) return uses;
    if (value.class === "WINDOW") uses.windows.push(value);
    if (value.class === "FUNCTION" && this.#scope.aggregates.has(textOf(value.function_name).toLowerCase())) {
      uses.aggregates.push(value);
    }
    const { subquery, ...rest } = value;
    const query = isNode(subquery) ? subquery.node : null;
    if (isNode(query) && this.query(query, names)) this.needsRun("a subquery that reads input", value);
    if (isNode(query) && hasNoFrom(query)) this.#expressions(query.select_list, names, uses);
    for (const child of Object.values(rest)) this.#expressions(child, names, uses);
    return uses;
  }

  needsRun(what: string, node: Node): void {
    if (this.#scope.scope === "run") return;
    this.#add("sql.needs-run-scope", `${what} would be right for one partition only`, node, {
      why: "the step runs for each partition by itself, and the results are put together",
      next: 'write scope: "run" at this step: it then waits for all partitions and sees them as one input',
    });
  }

  #add(code: string, message: string, node: Node, details: ProblemDetails): void {
    this.found.push(problem(code, message, this.#sql, { at: offsetOf(node), ...details }));
  }
}

/** An aggregate in such a subquery takes in the rows of the query around it. */
const hasNoFrom = ({ from_table }: Node): boolean => isNode(from_table) && from_table.type === "EMPTY";

interface Uses {
  readonly aggregates: Node[];
  readonly windows: Node[];
}

const KEEPS_LEFT: ReadonlySet<string> = new Set(["LEFT", "OUTER", "FULL", "SEMI", "ANTI", "MARK", "SINGLE"]);
const KEEPS_RIGHT: ReadonlySet<string> = new Set(["RIGHT", "OUTER", "FULL", "RIGHT_SEMI", "RIGHT_ANTI"]);

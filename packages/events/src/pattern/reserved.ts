import { isOperator } from "./operators.ts";

/** Names that EventBridge keeps for itself, beside its operators. */
const kept = new Set([
  ...["=", "<", "<=", ">", ">=", "regex", "not-wildcard", "not-equals-ignore-case"],
  ...["date-after", "date-on-or-after", "date-before", "date-on-or-before", "in-date-range"],
  ...["ip-address-in-range", "ip-address-not-in-range"],
]);

/** No field inside `$or` can have such a name. */
export const isReserved = (name: string): boolean => isOperator(name) || kept.has(name);

import { InvalidPattern, show } from "./error.ts";
import type { Operator } from "./matcher.ts";

/** EventBridge documents numeric matching for values from -5.0e9 to +5.0e9. */
const BOUND = 5e9;

type Comparison = (value: number, limit: number) => boolean;
const lower = new Map<unknown, Comparison>([
  [">", (value, limit) => value > limit],
  [">=", (value, limit) => value >= limit],
]);
const upper = new Map<unknown, Comparison>([
  ["<", (value, limit) => value < limit],
  ["<=", (value, limit) => value <= limit],
]);
const comparisons = new Map<unknown, Comparison>([
  ...lower,
  ...upper,
  ["=", (value, limit) => value === limit],
]);

interface Term {
  readonly sign: unknown;
  readonly compare: Comparison;
  readonly limit: number;
}

/** A sign and a number, or a range: a lower bound, then an upper bound above it. Only numbers match. */
export const numeric: Operator = (operand, path) => {
  if (!Array.isArray(operand) || (operand.length !== 2 && operand.length !== 4)) {
    throw new InvalidPattern(
      path,
      `\`numeric\` needs an operator and a number, or two of each, got ${show(operand)}`,
      `write e.g. {"numeric": ${typeof operand === "number" ? `["=", ${operand}]` : '[">", 0]'}}`,
    );
  }
  const first = term(operand[0], operand[1], path);
  if (operand.length === 2) return { test: passes([first]) };
  const second = term(operand[2], operand[3], path);
  checkRange(first, second, path);
  return { test: passes([first, second]) };
};

const passes = (terms: readonly Term[]) => (value: unknown) =>
  typeof value === "number" && terms.every(({ compare, limit }) => compare(value, limit));

function term(sign: unknown, limit: unknown, path: string): Term {
  const compare = comparisons.get(sign);
  if (!compare) {
    throw new InvalidPattern(
      path,
      `\`numeric\` knows =, <, <=, > and >=, got ${show(sign)}`,
      sign === "!=" ? `write {"anything-but": ${show(limit)}}` : 'write e.g. {"numeric": [">", 0]}',
    );
  }
  if (typeof limit !== "number" || !Number.isFinite(limit)) {
    throw new InvalidPattern(
      path,
      `\`numeric\` needs a number after ${show(sign)}, got ${show(limit)}`,
      `write e.g. {"numeric": [${show(sign)}, ${Number(limit) || 0}]}`,
    );
  }
  if (Math.abs(limit) > BOUND) {
    throw new InvalidPattern(
      path,
      `\`numeric\` works from -5e9 to 5e9, got ${show(limit)}`,
      `write a number within them, e.g. {"numeric": [${show(sign)}, ${Math.sign(limit) * BOUND}]}`,
    );
  }
  return { sign, compare, limit };
}

function checkRange(first: Term, second: Term, path: string): void {
  const written = show([first.sign, first.limit, second.sign, second.limit]);
  const example = '{"numeric": [">", 0, "<=", 5]}';
  if (!lower.has(first.sign) || !upper.has(second.sign)) {
    const swapped = upper.has(first.sign) && lower.has(second.sign) && second.limit < first.limit;
    const right = `{"numeric": ${show([second.sign, second.limit, first.sign, first.limit])}}`;
    throw new InvalidPattern(
      path,
      `a range of \`numeric\` is a lower bound (> or >=), then an upper bound (< or <=), got ${written}`,
      `write ${swapped ? right : `e.g. ${example}`}`,
    );
  }
  if (first.limit >= second.limit) {
    throw new InvalidPattern(
      path,
      `the lower bound of \`numeric\` must be below the upper bound, got ${written}`,
      first.limit === second.limit ? `write {"numeric": ["=", ${first.limit}]}` : `write e.g. ${example}`,
    );
  }
}

import { anythingBut } from "./anything-but.ts";
import { cidr, parseAddress, sameAddress } from "./cidr.ts";
import { InvalidPattern, show } from "./error.ts";
import { isObject, isScalar } from "./json.ts";
import { type Matcher, type Operator, ofText } from "./matcher.ts";
import { numeric } from "./numeric.ts";
import { equalsIgnoreCase, exactly, prefix, suffix, wildcard } from "./text.ts";

/** Only leaves exist: an object, or a list without a scalar in it, does not. */
const exists: Operator = (operand, path) => {
  if (operand === true) return { test: () => true };
  if (operand === false) return { test: () => false, absent: true };
  throw new InvalidPattern(
    path,
    `\`exists\` needs true or false, got ${show(operand)}`,
    'write {"exists": true} or {"exists": false}',
  );
};

const operators = new Map<string, Operator>([
  ["prefix", prefix],
  ["suffix", suffix],
  ["equals-ignore-case", equalsIgnoreCase],
  ["wildcard", wildcard],
  ["anything-but", anythingBut],
  ["numeric", numeric],
  ["cidr", cidr],
  ["exists", exists],
  ["exactly", exactly],
]);

export const isOperator = (name: string): boolean => operators.has(name);

/** One entry of a field's list: a scalar, or an object of one operator. Throws `InvalidPattern`. */
export function compileMatcher(entry: unknown, path: string): Matcher {
  if (typeof entry === "string") return equals(entry);
  if (isScalar(entry)) return { test: (value) => value === entry };
  if (isObject(entry)) return compileOperator(entry, path);
  throw new InvalidPattern(
    path,
    `a list holds texts, numbers, true, false, null and operators, got ${show(entry)}`,
    Array.isArray(entry)
      ? "write the values in one list, without a list inside it"
      : "write null, or leave it out",
  );
}

/** Text equals itself, and an IP address equals every way to write it: `::1` is `0:0:0:0:0:0:0:1`. */
function equals(text: string): Matcher {
  const address = parseAddress(text);
  if (!address) return { test: (value) => value === text };
  return { test: ofText((value) => sameAddress(parseAddress(value), address)) };
}

function compileOperator(entry: Readonly<Record<string, unknown>>, path: string): Matcher {
  const [name, ...more] = Object.keys(entry);
  if (name === undefined || more.length > 0) {
    throw new InvalidPattern(
      path,
      `an operator is an object with one key, got ${show(entry)}`,
      name === undefined
        ? 'write e.g. {"prefix": "abc"}'
        : `write one object for each, any of which may match: ${Object.entries(entry)
            .map(([key, operand]) => show({ [key]: operand }))
            .join(", ")}`,
    );
  }
  const operator = operators.get(name);
  if (operator) return operator(entry[name], path);
  const meant = [...operators.keys()].find((known) => letters(known) === letters(name));
  throw new InvalidPattern(
    path,
    `${show(name)} is no operator`,
    meant ? `write "${meant}"` : `use one of ${[...operators.keys()].join(", ")}`,
  );
}

const letters = (name: string): string => name.toLowerCase().replace(/[^a-z]/g, "");

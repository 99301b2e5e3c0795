const SHOWN = 60;

/** A value as people read it in a message: `"12.5" (text)`, `12.5 (number)`, `an array`. Never throws. */
export function describe(value: unknown): string {
  switch (typeof value) {
    case "string":
      return `${JSON.stringify(value.length > SHOWN ? `${value.slice(0, SHOWN)}…` : value)} (text)`;
    case "number":
      return `${Object.is(value, -0) ? "-0" : value} (number)`;
    case "bigint":
      return `${value}n (bigint)`;
    case "boolean":
      return `${value} (boolean)`;
    case "function":
      return "a function";
    case "symbol":
      return "a symbol";
    case "undefined":
      return "undefined";
    case "object":
      return describeObject(value);
  }
}

function describeObject(value: object | null): string {
  try {
    if (value === null) return "null";
    if (Array.isArray(value)) return "an array";
    if (value instanceof Date)
      return `${Number.isNaN(value.getTime()) ? "an invalid Date" : value.toISOString()} (Date)`;
    const name = Object.getPrototypeOf(value)?.constructor?.name;
    return typeof name === "string" && name !== "Object" && name !== "" ? `an object (${name})` : "an object";
  } catch {
    return "an object";
  }
}

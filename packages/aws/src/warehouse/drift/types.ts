/** How a pipeline's type stands to that of the table's column. */
export type Relation =
  | { readonly kind: "same" }
  /** Both are texts, and the pipeline's may be longer than the table's. */
  | { readonly kind: "longer" }
  /** Every value of the pipeline's type fits the table's, digit by digit. */
  | { readonly kind: "fits" }
  /** Every value of both types fits this one. */
  | { readonly kind: "widens"; readonly to: string }
  | { readonly kind: "incompatible" };

/** Types in Redshift's words: `DECIMAL(12,2)`. */
export function relate(table: string, pipeline: string): Relation {
  if (table === pipeline) return { kind: "same" };
  return (
    texts(table, pipeline) ??
    floats(table, pipeline) ??
    exactNumbers(table, pipeline) ?? { kind: "incompatible" }
  );
}

/** Bytes that a VARCHAR may have; null: it is none. */
export function varcharBytes(type: string): number | null {
  const bytes = /^VARCHAR\((\d+)\)$/.exec(type)?.[1];
  return bytes === undefined ? null : Number(bytes);
}

function texts(table: string, pipeline: string): Relation | null {
  const [old, given] = [varcharBytes(table), varcharBytes(pipeline)];
  if (old !== null && given !== null) return { kind: given <= old ? "same" : "longer" };
  const characters = /^CHAR\((\d+)\)$/.exec(pipeline)?.[1];
  return old !== null && characters !== undefined && Number(characters) <= old ? { kind: "fits" } : null;
}

/** Digits before and after the point. */
interface Digits {
  /** Enough for every value of the type. */
  readonly needs: number;
  /** Every number of so many digits is a value of the type. */
  readonly holds: number;
  readonly scale: number;
}

const INTEGERS: Readonly<Record<string, Digits>> = {
  SMALLINT: { needs: 5, holds: 4, scale: 0 },
  INTEGER: { needs: 10, holds: 9, scale: 0 },
  BIGINT: { needs: 19, holds: 18, scale: 0 },
};
const MAX_PRECISION = 38;

function digitsOf(type: string): Digits | null {
  const decimal = /^DECIMAL\((\d+),(\d+)\)$/.exec(type);
  if (decimal === null) return INTEGERS[type] ?? null;
  const scale = Number(decimal[2]);
  const whole = Number(decimal[1]) - scale;
  return { needs: whole, holds: whole, scale };
}

function exactNumbers(table: string, pipeline: string): Relation | null {
  const [old, given] = [digitsOf(table), digitsOf(pipeline)];
  if (old === null || given === null) return null;
  if (table in INTEGERS && pipeline in INTEGERS) {
    return given.needs < old.needs ? { kind: "fits" } : { kind: "widens", to: pipeline };
  }
  if (given.needs <= old.holds && given.scale <= old.scale) return { kind: "fits" };
  const scale = Math.max(old.scale, given.scale);
  const precision = Math.max(old.needs, given.needs) + scale;
  return precision > MAX_PRECISION ? null : { kind: "widens", to: `DECIMAL(${precision},${scale})` };
}

// A DOUBLE PRECISION holds every REAL and every integer of up to 53 bits.
const DOUBLE = "DOUBLE PRECISION";
const IN_DOUBLE = ["REAL", "INTEGER", "SMALLINT"];

function floats(table: string, pipeline: string): Relation | null {
  if (table === DOUBLE && IN_DOUBLE.includes(pipeline)) return { kind: "fits" };
  if (pipeline === DOUBLE && IN_DOUBLE.includes(table)) return { kind: "widens", to: DOUBLE };
  return null;
}

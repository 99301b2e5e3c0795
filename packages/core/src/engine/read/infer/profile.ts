import type { ColumnType } from "../../../contract/column.ts";
import { type Judge, judgeOf, type TextOptions } from "../exact/judge.ts";
import { TextSigns } from "./text-signs.ts";

/** What all texts of a column that were seen have in common. */
export interface Profile {
  /** Of those that fit every text the narrowest; text where none does. */
  readonly type: ColumnType;
  readonly doubts: readonly string[];
  readonly nulls: number;
  readonly values: number;
}

interface Candidate {
  readonly type: ColumnType;
  readonly fits: (text: string) => boolean;
}

const WHOLE = /^[+-]?(?:0|[1-9][0-9]*)$/;
const FRACTION = /^[+-]?(?:0|[1-9][0-9]*)(?:\.([0-9]+))?$/;
const EXACT_DATE = /^[0-9]{4}-[0-9]{2}-[0-9]{2}/;
const OFFSET = /(?:Z|[+-][0-9]{2}(?::?[0-9]{2})?)$/;
/** Digits after the point up to which a number is taken for a decimal rather than a measurement. */
const DECIMAL_SCALE = 4;
/** Digits, from the first that is not zero, up to which a number may have been written from a double. */
const DOUBLE_DIGITS = 17;
const MAX_DIGITS = 38;
const NUMBERS: ReadonlySet<ColumnType["kind"]> = new Set(["int64", "decimal", "double"]);

/** Collects a column's texts. A type stays only while every text is read as it without a loss. */
export class Profiler {
  readonly #name: string;
  readonly #point: "." | ",";
  #candidates: readonly Candidate[];
  #nulls = 0;
  #values = 0;
  #fraction = 0;
  #whole = 0;
  #significant = 0;
  #unsafe = false;
  readonly #signs = new TextSigns();
  readonly #isNumber: Judge;

  constructor(name: string, options: TextOptions) {
    this.#name = name;
    this.#point = options.decimalSeparator;
    this.#candidates = candidates(options);
    this.#isNumber = judgeOf({ kind: "double" }, options);
  }

  add(text: string | null): void {
    if (text === null) {
      this.#nulls++;
      return;
    }
    this.#values++;
    this.#candidates = this.#candidates.filter(({ fits }) => fits(text));
    const isNumber = this.#isNumber(text) === null;
    this.#signs.add(text, isNumber);
    if (isNumber) this.#measure(text);
  }

  #measure(text: string): void {
    const [whole = "", fraction = ""] = text.replace(/^[+-]/, "").split(this.#point);
    this.#whole = Math.max(this.#whole, whole.length);
    this.#significant = Math.max(this.#significant, `${whole}${fraction}`.replace(/^0+/, "").length);
    this.#fraction = Math.max(
      this.#fraction,
      fraction.replace(/0+$/, "").length,
      fraction.length <= 2 ? fraction.length : 0,
    );
    if (fraction === "" && WHOLE.test(text)) this.#unsafe ||= !Number.isSafeInteger(Number(text));
  }

  /** Every number may have been written from a double. */
  get fitsDouble(): boolean {
    return this.#significant <= DOUBLE_DIGITS;
  }

  /** Every text is a number to look at. */
  get areNumbers(): boolean {
    return this.#signs.areNumbers;
  }

  profile(): Profile {
    const base = { nulls: this.#nulls, values: this.#values };
    const name = `\`${this.#name}\``;
    if (this.#values === 0)
      return { ...base, type: { kind: "text" }, doubts: [`${name} is empty throughout: kept as text`] };
    const [first] = this.#candidates;
    if (!first) return { ...base, type: { kind: "text" }, doubts: this.#signs.doubts(name) };
    const against = NUMBERS.has(first.type.kind) ? this.#signs.againstNumber(name) : null;
    if (against !== null) return { ...base, type: { kind: "text" }, doubts: [against] };
    return { ...base, ...this.#narrowed(first.type, name) };
  }

  #narrowed(type: ColumnType, name: string): Pick<Profile, "type" | "doubts"> {
    switch (type.kind) {
      case "int64":
        if (!this.#unsafe) return { type: { kind: "int" }, doubts: [] };
        return {
          type,
          doubts: [`${name} holds whole numbers beyond 2^53: z.int64(), which is a bigint in JavaScript`],
        };
      case "decimal":
        return this.#decimal(name);
      case "timestamp":
        return { type, doubts: [`${name} holds timestamps without a zone: kept as they are, in local time`] };
      default:
        return { type, doubts: [] };
    }
  }

  #decimal(name: string): Pick<Profile, "type" | "doubts"> {
    const digits = this.#whole + this.#fraction;
    if ((this.#fraction > DECIMAL_SCALE && this.#significant <= DOUBLE_DIGITS) || digits > MAX_DIGITS) {
      return { type: { kind: "double" }, doubts: [] };
    }
    const precision = Math.min(MAX_DIGITS, Math.max(12, digits + 4));
    const doubt = `${name} has up to ${this.#fraction} ${this.#fraction === 1 ? "digit" : "digits"} after the point: decimal(${precision}, ${this.#fraction}); a row with more is rejected`;
    return { type: { kind: "decimal", precision, scale: this.#fraction }, doubts: [doubt] };
  }
}

function candidates(options: TextOptions): Candidate[] {
  const judged = (type: ColumnType, shape: RegExp): Candidate => {
    const judge = judgeOf(type, options);
    return { type, fits: (text) => shape.test(text) && judge(text) === null };
  };
  const fraction = options.decimalSeparator === "," ? /^[+-]?(?:0|[1-9][0-9]*)(?:,([0-9]+))?$/ : FRACTION;
  return [
    judged({ kind: "boolean" }, /^(?:true|false)$/i),
    judged({ kind: "int64" }, WHOLE),
    { type: { kind: "decimal", precision: MAX_DIGITS, scale: 0 }, fits: (text) => fraction.test(text) },
    judged({ kind: "double" }, /^[+-]?(?:0(?![0-9])|[1-9.])/),
    judged({ kind: "date" }, /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/),
    { ...judged({ kind: "timestamp" }, EXACT_DATE), fits: local(options) },
    { type: { kind: "timestamptz", js: "text" }, fits: zoned(options) },
    judged({ kind: "time" }, /^[0-9]{2}:[0-9]{2}/),
    judged({ kind: "uuid" }, /^[0-9a-f]{8}-/i),
  ];
}

function local(options: TextOptions): (text: string) => boolean {
  const judge = judgeOf({ kind: "timestamp" }, options);
  return (text) =>
    EXACT_DATE.test(text) && text.length > 10 && !OFFSET.test(text.slice(10)) && judge(text) === null;
}

function zoned(options: TextOptions): (text: string) => boolean {
  const judge = judgeOf({ kind: "timestamptz", js: "text" }, options);
  return (text) =>
    EXACT_DATE.test(text) && text.length > 10 && OFFSET.test(text.slice(10)) && judge(text) === null;
}

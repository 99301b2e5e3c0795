import type { ColumnType } from "../../../contract/column.ts";
import { PLAIN_TEXT } from "../exact/judge.ts";
import { numberText } from "../json/exact-json.ts";
import { withoutExponent } from "../json/number.ts";
import { type Profile, Profiler } from "./profile.ts";

type Kind = "text" | "number" | "boolean" | "json";

/** Collects a key's values: JSON says itself which are texts and which are numbers. */
export class JsonProfiler {
  readonly #name: string;
  readonly #texts: Profiler;
  readonly #numbers: Profiler;
  readonly #counts = new Map<Kind, number>();
  #nulls = 0;
  #values = 0;

  constructor(name: string) {
    this.#name = name;
    this.#texts = new Profiler(name, PLAIN_TEXT);
    this.#numbers = new Profiler(name, PLAIN_TEXT);
  }

  /** A value that `parseExact` read; undefined and null are NULL. */
  add(value: unknown): void {
    if (value === null || value === undefined) {
      this.#nulls++;
      return;
    }
    this.#values++;
    const number = numberText(value);
    const kind = number !== null ? "number" : kindOf(value);
    this.#counts.set(kind, (this.#counts.get(kind) ?? 0) + 1);
    if (number !== null) this.#numbers.add(withoutExponent(number));
    else if (typeof value === "string") this.#texts.add(value);
  }

  profile(): Profile {
    const base = { nulls: this.#nulls, values: this.#values };
    const kinds = [...this.#counts.keys()];
    if (kinds.length > 1) return { ...base, ...this.#mixed() };
    switch (kinds[0]) {
      case "number":
        return { ...base, ...this.#number() };
      case "boolean":
        return { ...base, type: { kind: "boolean" }, doubts: [] };
      case "json":
        return { ...base, type: { kind: "json" }, doubts: [] };
      default:
        return { ...base, ...this.#text() };
    }
  }

  /** A fraction in JSON is a double, unless it has more digits than one holds. */
  #number(): Pick<Profile, "type" | "doubts"> {
    const { type, doubts } = this.#numbers.profile();
    const isDouble = type.kind === "text" || (type.kind === "decimal" && this.#numbers.fitsDouble);
    return isDouble ? { type: { kind: "double" }, doubts: [] } : { type, doubts };
  }

  /** A text that is a number to look at was meant as a text: who wrote it had numbers at hand. */
  #text(): Pick<Profile, "type" | "doubts"> {
    const { type, doubts } = this.#texts.profile();
    const isText = type.kind === "boolean" || (this.#values > 0 && this.#texts.areNumbers);
    return isText ? { type: { kind: "text" }, doubts: [] } : { type, doubts };
  }

  #mixed(): { type: ColumnType; doubts: string[] } {
    const said = [...this.#counts].map(([kind, count]) => `${count} × ${kind}`).join(", ");
    const most = [...this.#counts].reduce((a, b) => (b[1] > a[1] ? b : a))[0];
    const type: ColumnType = this.#counts.has("json") ? { kind: "json" } : mostType(most);
    const rest = type.kind === "json" ? "" : "; rows with another are rejected";
    return { type, doubts: [`\`${this.#name}\` has values of several kinds (${said}): ${type.kind}${rest}`] };
  }
}

const kindOf = (value: unknown): Kind =>
  typeof value === "string" ? "text" : typeof value === "boolean" ? "boolean" : "json";

const mostType = (kind: Kind): ColumnType => ({ kind: kind === "number" ? "double" : kind });

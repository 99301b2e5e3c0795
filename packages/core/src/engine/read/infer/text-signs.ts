const LEADING_ZERO = /^[+-]?0[0-9]+(?:[.,][0-9]+)?$/;
/** Shorter ones are rather differences: `+3`. */
const PHONE = /^\+[0-9]{7,}$/;
/** Who writes numbers with an exponent writes a sign or a point too: `1e+05`, `1.0E5`. */
const CODE = /^[0-9]+e[0-9]+$/i;
const MEASURED = /[.,]|e[+-]/i;
const NO_FINITE = /^[+-]?(?:nan|inf|infinity)$/i;
const DAY_ORDER = /^[0-9]{1,2}[./-][0-9]{1,2}[./-](?:[0-9]{2}|[0-9]{4})\b/;

/** What in a column's texts speaks for keeping them as texts; of each sign the first text that has it. */
export class TextSigns {
  #values = 0;
  #numbers = 0;
  #isMeasured = false;
  #leadingZero: string | null = null;
  #phone: string | null = null;
  #code: string | null = null;
  #noFinite: string | null = null;
  #dayOrder: string | null = null;
  #noNumber: string | null = null;

  add(text: string, isNumber: boolean): void {
    this.#values++;
    if (DAY_ORDER.test(text)) this.#dayOrder ??= text;
    if (isNumber) this.#addNumber(text);
    else if (NO_FINITE.test(text)) this.#noFinite ??= text;
    else this.#noNumber ??= text;
  }

  #addNumber(text: string): void {
    this.#numbers++;
    if (LEADING_ZERO.test(text)) this.#leadingZero ??= text;
    if (PHONE.test(text)) this.#phone ??= text;
    if (CODE.test(text)) this.#code ??= text;
    else if (MEASURED.test(text)) this.#isMeasured = true;
  }

  get areNumbers(): boolean {
    return this.#numbers === this.#values;
  }

  /** Why a column whose texts are all numbers had better not become one; null: nothing speaks against it. */
  againstNumber(name: string): string | null {
    if (this.#phone !== null) {
      return `${name} looks like a number, but "${this.#phone}" begins with a plus that a number would lose: kept as text`;
    }
    if (this.#code === null || this.#isMeasured) return null;
    return `${name} may hold numbers or codes: "${this.#code}" would be read as ${Number(this.#code)}: kept as text (a number: z.number())`;
  }

  /** What is to be said about a column that is kept as text. */
  doubts(name: string): string[] {
    if (this.#leadingZero !== null && this.#noNumber === null && this.#noFinite === null) {
      return [`${name} looks like a number, but "${this.#leadingZero}" has a leading zero: kept as text`];
    }
    if (this.#noFinite !== null && this.#noNumber === null) {
      return [
        `${name} holds "${this.#noFinite}" beside ${counted(this.#numbers)}, and a number has to be finite: kept as text (as NULL: nulls: ["", "${this.#noFinite}"])`,
      ];
    }
    if (this.#dayOrder !== null && this.#numbers === 0) {
      return [
        `${name} holds dates such as "${this.#dayOrder}", and which part is the day is not certain: kept as text (see dateFormat)`,
      ];
    }
    if (this.#noNumber !== null && this.#numbers > this.#values * 0.5) {
      return [
        `${name} is a number in ${this.#numbers} of ${this.#values} rows, but "${this.#noNumber}" is none: kept as text (see nulls)`,
      ];
    }
    return [];
  }
}

const counted = (numbers: number): string => (numbers === 1 ? "1 number" : `${numbers} numbers`);

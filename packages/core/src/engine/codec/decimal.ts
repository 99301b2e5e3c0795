import { type Codec, storeEach } from "./codec.ts";
import { decimalText, parseDecimal } from "./decimal-text.ts";
import { readWords, writeWords } from "./integers.ts";
import { copyIn, copyOut, isNull, validityOf } from "./vector.ts";

/** Text in JavaScript, with exactly `scale` digits after the point. The engine stores it in one of four widths. */
export function decimal(precision: number, scale: number): Codec {
  const example = scale === 0 ? "7" : `0.${"5".padEnd(scale, "0")}`;
  const form: DecimalForm = {
    expected: `text such as "${example}", with at most ${precision - scale} digits before the point and ${scale} after it`,
    format: (unscaled) => decimalText(unscaled, scale),
    parse: (value) => (typeof value === "string" ? parseDecimal(value, precision, scale) : undefined),
  };
  if (precision <= 4) return narrow(form, Int16Array);
  if (precision <= 9) return narrow(form, Int32Array);
  if (precision <= 18) return wide(form);
  return huge(form);
}

/** Between text and the digits without the point. */
interface DecimalForm {
  readonly expected: string;
  readonly format: (unscaled: number | bigint) => string;
  readonly parse: (value: unknown) => number | bigint | undefined;
}

function narrow(
  { expected, format, parse }: DecimalForm,
  Integers: Int16ArrayConstructor | Int32ArrayConstructor,
): Codec {
  return {
    expected,
    read(vector, n) {
      const items = new Integers(copyOut(vector, n * Integers.BYTES_PER_ELEMENT));
      const validity = validityOf(vector, n);
      const texts = new Array<string | null>(n);
      for (let row = 0; row < n; row++) texts[row] = isNull(validity, row) ? null : format(items[row] ?? 0);
      return texts;
    },
    write(vector, values, n, refuse) {
      const items = new Integers(n);
      const nulls = storeEach(values, n, refuse, parse, (row, unscaled) => {
        items[row] = Number(unscaled);
      });
      copyIn(vector, items);
      nulls.writeTo(vector);
    },
  };
}

function wide({ expected, format, parse }: DecimalForm): Codec {
  return {
    expected,
    read: (vector, n, refuse) => readWords(vector, n, refuse, (words, row) => format(words.exact(row))),
    write: (vector, values, n, refuse) => writeWords(vector, values, n, refuse, parse),
  };
}

/** 128 bits: the low half first, without a sign, then the high half. */
function huge({ expected, format, parse }: DecimalForm): Codec {
  return {
    expected,
    read(vector, n) {
      const halves = new BigInt64Array(copyOut(vector, n * 16));
      const validity = validityOf(vector, n);
      const unscaled = (row: number) =>
        ((halves[row * 2 + 1] ?? 0n) << 64n) | BigInt.asUintN(64, halves[row * 2] ?? 0n);
      return Array.from({ length: n }, (_, row) => (isNull(validity, row) ? null : format(unscaled(row))));
    },
    write(vector, values, n, refuse) {
      const halves = new BigInt64Array(n * 2);
      const nulls = storeEach(values, n, refuse, parse, (row, unscaled) => {
        const whole = BigInt(unscaled);
        halves[row * 2] = BigInt.asIntN(64, whole);
        halves[row * 2 + 1] = whole >> 64n;
      });
      copyIn(vector, halves);
      nulls.writeTo(vector);
    },
  };
}

import fc from "fast-check";
import { expect, test } from "vitest";
import { csvLines } from "./csv.ts";

interface Field {
  readonly text: string;
  readonly quoted: boolean;
}

/** A reader by RFC 4180, independent of the writer: it keeps whether a field was quoted. */
function read(csv: string): readonly (readonly Field[])[] {
  const rows: Field[][] = [];
  let row: Field[] = [];
  let at = 0;
  while (at < csv.length) {
    let text = "";
    const quoted = csv[at] === '"';
    if (quoted) {
      for (at += 1; csv[at] !== '"' || csv[at + 1] === '"'; at += 1) {
        if (csv[at] === '"') at += 1;
        text += csv[at];
      }
      at += 1;
    } else {
      for (; csv[at] !== "," && csv[at] !== "\r"; at += 1) text += csv[at];
    }
    row.push({ text, quoted });
    if (csv[at] === ",") {
      at += 1;
      continue;
    }
    rows.push(row);
    row = [];
    at += 2;
  }
  return rows;
}

const values = fc.oneof(
  fc.constant(null),
  fc.string(),
  fc.string({ unit: "binary" }),
  fc.constantFrom("", '"', ",", "\r\n", " a "),
);

test("another reader gets every value back, and tells NULL from the empty text", () => {
  const tables = fc
    .integer({ min: 2, max: 5 })
    .chain((width) => fc.array(fc.array(values, { minLength: width, maxLength: width })));
  fc.assert(
    fc.property(tables, (rows) => {
      const columns = (rows[0] ?? [null, null]).map((_, i) => ({ name: `c${i}`, type: "VARCHAR" }));
      const [header, ...found] = read([...csvLines({ columns, rows })].join(""));
      expect(header?.map(({ text }) => text)).toEqual(columns.map(({ name }) => name));
      const asValues = found.map((row) =>
        row.map(({ text, quoted }) => (text === "" && !quoted ? null : text)),
      );
      expect(asValues).toEqual(rows);
    }),
  );
});

test("a name of a column is quoted like any other text", () => {
  expect([...csvLines({ columns: [{ name: 'a "b", c', type: "VARCHAR" }], rows: [] })]).toEqual([
    '"a ""b"", c"\r\n',
  ]);
});

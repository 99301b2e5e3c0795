/** A file that is written in its own way, and what has to come of it. */
export interface Written {
  readonly content: string | Uint8Array;
  readonly suffix?: string;
  /** What the author says about it beside `row`. */
  readonly options?: string;
  readonly row?: string;
  /** Its rows as `a|b`, with ∅ for NULL. */
  readonly rows: readonly string[];
  readonly rejected?: number;
}

const AB = "z.object({ a: z.int(), b: z.string().nullable() })";
const BOM = "\uFEFF";
const utf16 = (text: string): Uint8Array => Buffer.from(`${BOM}${text}`, "utf16le");
const many = Array.from({ length: 400 }, (_, i) => `c${i}`);

export const WRITTEN: Readonly<Record<string, Written>> = {
  byte_order_mark: { content: `${BOM}a,b\n1,x\n`, rows: ["1|x"] },
  crlf: { content: 'a,b\r\n1,x\r\n2,"y\r\nz"\r\n3,\r\n', rows: ["1|x", "2|y\r\nz", "3|∅"] },
  no_last_newline: { content: "a,b\n1,x\n2,y", rows: ["1|x", "2|y"] },
  header_alone: { content: "a,b\n", rows: [] },
  one_row: { content: "a,b\n1,x\n", rows: ["1|x"] },
  semicolons: { content: "a;b\n1;x,y\n2;z\n", rows: ["1|x,y", "2|z"] },
  pipes: { content: "a|b\n1|x\n2|y\n", rows: ["1|x", "2|y"] },
  other_order: { content: "b,more,a\nx,?,1\n", rows: ["1|x"] },
  no_header: { content: "1,x\n2,y\n", options: "header: false", rows: ["1|x", "2|y"] },
  nulls: {
    content: 'a,b\n1,NULL\n2,"NULL"\n3,\\N\n4,\n5,""\n',
    options: 'nulls: ["NULL", "\\\\N"]',
    rows: ["1|∅", "2|NULL", "3|∅", "4|", "5|"],
  },
  comments: {
    content: "# made by hand\na,b\n1,x\n# in between\n2,#y\n",
    options: 'comment: "#"',
    rows: ["1|x", "2|#y"],
  },
  skipped: { content: "report of May\n\na,b\n1,x\n", options: "skip: 2", rows: ["1|x"] },
  apostrophes: { content: "a,b\n1,'x,y'\n2,'it''s'\n", options: 'quote: "\'"', rows: ["1|x,y", "2|it's"] },
  backslashes: { content: 'a,b\n1,"x\\"y"\n2,"z"\n', options: 'escape: "\\\\"', rows: ['1|x"y', "2|z"] },
  latin: { content: Buffer.from("a,b\n1,Zürich\n2,naïve\n", "latin1"), rows: ["1|Zürich", "2|naïve"] },
  utf_16: { content: utf16("a,b\n1,Zürich\n2,🦆\n"), rows: ["1|Zürich", "2|🦆"] },
  german: {
    content: "a;b\n1;1.234\n2;0,5\n",
    row: "z.object({ a: z.int(), b: decimal(10, 2).nullable() })",
    options: 'decimalSeparator: ","',
    rows: ["2|0.50"],
    rejected: 1,
  },
  dates: {
    content: "a,b\n1,31.12.2025\n2,01.02.0099\n",
    row: "z.object({ a: z.int(), b: z.iso.date() })",
    options: 'dateFormat: "%d.%m.%Y"',
    rows: ["1|2025-12-31", "2|0099-02-01"],
  },
  long_text: {
    content: `a,b\n1,"${"x\n".repeat(50_000)}"\n2,y\n`,
    rows: [`1|${"x\n".repeat(50_000)}`, "2|y"],
  },
  wide: {
    content: `${many.join(",")}\n${many.map((_, i) => i).join(",")}\n`,
    row: `z.object({ ${many.map((name) => `${name}: z.int()`).join(", ")} })`,
    rows: [many.map((_, i) => i).join("|")],
  },
  ragged: {
    content: "a,b\n1,x\n2\n3,y,z\nfour,w\n5,v\n",
    rows: ["1|x", "5|v"],
    rejected: 3,
  },
  open_quote: { content: 'a,b\n1,x\n2,"y\n3,z\n', rows: ["1|x", "3|z"], rejected: 1 },
  objects: {
    suffix: "ndjson",
    content:
      '{"b": "x", "a": 1, "c": [1]}\n\n{"a": 2}\n{"a": 3, "b": null}\n{"a": 4, "b": "\\u00fc \\ud83e\\udd86"}\n',
    rows: ["1|x", "2|∅", "3|∅", "4|ü 🦆"],
  },
  torn_objects: {
    suffix: "ndjson",
    content: '{"a": 1, "b": "x"}\n{"a": 2, "b": \n{"a": "three", "b": "y"}\nnothing\n{"a": 5, "b": "z"}\n',
    rows: ["1|x", "5|z"],
    rejected: 3,
  },
  empty_list: { suffix: "json", content: "[]", rows: [] },
};

export const rowOf = ({ row = AB }: Pick<Written, "row">): string => row;

/** `a` and `b`, or whatever the row contract names. */
export const columnsOf = (written: Pick<Written, "row">): readonly string[] =>
  [...rowOf(written).matchAll(/(\w+): z\.|(\w+): decimal/g)].map(([, name, other]) => name ?? other ?? "");

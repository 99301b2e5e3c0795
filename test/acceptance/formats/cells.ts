/** The columns of the sample: what an author writes, what the warehouse has. */
export const COLUMNS = {
  id: { zod: "z.int()", type: "BIGINT" },
  big: { zod: "z.int64().nullable()", type: "BIGINT" },
  price: { zod: "decimal(38, 10).nullable()", type: "DECIMAL(38,10)" },
  ratio: { zod: "z.number().nullable()", type: "DOUBLE" },
  flag: { zod: "z.boolean().nullable()", type: "BOOLEAN" },
  day: { zod: "z.iso.date().nullable()", type: "DATE" },
  clock: { zod: "z.iso.time().nullable()", type: "TIME" },
  at: { zod: "z.iso.datetime({ offset: true }).nullable()", type: "TIMESTAMP WITH TIME ZONE" },
  local: { zod: "z.iso.datetime({ local: true }).nullable()", type: "TIMESTAMP" },
  uid: { zod: "z.uuid().nullable()", type: "UUID" },
  text: { zod: "z.string().nullable()", type: "VARCHAR" },
  tags: { zod: "z.json()", type: "JSON" },
} as const;

export type ColumnName = keyof typeof COLUMNS;
export const NAMES = Object.keys(COLUMNS) as readonly ColumnName[];

/** A row as text, the way DuckDB prints it; null is NULL. */
export type Cells = Readonly<Record<ColumnName, string | null>>;

const NOTHING: Omit<Cells, "id"> = {
  big: null,
  price: null,
  ratio: null,
  flag: null,
  day: null,
  clock: null,
  at: null,
  local: null,
  uid: null,
  text: null,
  tags: null,
};

const some: readonly Partial<Cells>[] = [
  {},
  { text: "" },
  { text: "NULL", tags: '"NULL"' },
  { text: "\\N" },
  { text: " spaces around, and a comma " },
  { text: 'she said "no", twice: ""' },
  { text: "line one\nline two\r\nline three\rend" },
  { text: "tab\there, backslash \\ and \\n that is none; pipe | 'apostrophe'" },
  { text: "🦆 naïve Ωmega 中文", tags: '{"emoji":"🦆","list":[1,2,null]}' },
  { text: "0123", flag: "true" },
  { big: "9007199254740993", price: "9007199254740993.0000000001", flag: "false" },
  { big: "9223372036854775807", price: "1234567890123456789012345678.0123456789" },
  { big: "-9223372036854775808", price: "-0.0000000001", ratio: "-0.0" },
  { ratio: "0.1", price: "0.1000000000", day: "2024-02-29" },
  { ratio: "1.7976931348623157e+308", day: "0001-01-01", clock: "00:00:00" },
  { ratio: "5e-324", day: "0099-12-31", clock: "23:59:59.999999" },
  { day: "9999-12-31", local: "9999-12-31 23:59:59.999999", at: "9999-12-31 23:59:59+00" },
  { day: "1582-10-10", local: "0099-03-01 00:00:00", at: "1969-12-31 23:59:59.123456+00" },
  { local: "2026-03-29 02:30:00.000001", at: "2026-03-29 00:30:00.5+00" },
  { uid: "00000000-0000-4000-8000-00000000abcd", tags: '{"a":{"b":[true,1.5,"x"]},"empty":{}}' },
];

/** Values at the edges of every type, and those that other tools are known to lose. */
export const SAMPLE: readonly Cells[] = some.map((cells, i) => ({ ...NOTHING, ...cells, id: String(i + 1) }));

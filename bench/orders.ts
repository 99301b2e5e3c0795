import { decimal, files, pipeline } from "@waybill/core";
import * as z from "zod";
import { LINES, PARTS, SUPPLIERS } from "./data.ts";
import { COLUMNS, EMAIL, FILTER, JOINS } from "./work.ts";

const text = () => z.string().nullable();
const date = () => z.iso.date().nullable();

const Line = z.object({
  line_id: z.int(),
  order_id: z.int().nullable(),
  part_id: z.int().nullable(),
  supplier_id: z.int().nullable(),
  line_number: z.int32().nullable(),
  quantity: z.int32().nullable(),
  price: decimal(12, 2).nullable(),
  discount: decimal(4, 2).nullable(),
  tax: decimal(4, 2).nullable(),
  return_flag: text(),
  line_status: text(),
  ship_date: date(),
  receipt_date: date(),
  updated_at: z.iso.datetime({ local: true }).nullable(),
  ship_mode: text(),
  email: text(),
  comment: text(),
});

const Enriched = Line.extend({
  part_name: text(),
  brand: text(),
  supplier_name: text(),
  nation_id: z.int32().nullable(),
  net_price: decimal(14, 2).nullable(),
  charge: decimal(14, 2).nullable(),
  ship_year: z.int32().nullable(),
  days_in_transit: z.int32().nullable(),
  email_domain: text(),
});

const parts = files(PARTS, { row: z.object({ part_id: z.int(), part_name: text(), brand: text() }) });
const suppliers = files(SUPPLIERS, {
  row: z.object({ supplier_id: z.int(), supplier_name: text(), nation_id: z.int32().nullable() }),
});

/** The work of `one-shot.ts`, as an author would write it. */
export default pipeline("orders", files(LINES, { row: Line }))
  .sql({
    with: { parts, suppliers },
    produces: Enriched,
    query: `SELECT ${COLUMNS} FROM input i ${JOINS} WHERE ${FILTER}`,
  })
  .check((line, rows) => [
    line.line_id.unique(),
    line.supplier_id.notNull(),
    line.quantity.between(1, 50),
    line.price.between("0.01", "1000000"),
    line.return_flag.oneOf(["R", "A", "N"]),
    line.email.matches(new RegExp(EMAIL)),
    line.part_name.notNull(),
    rows.satisfies("supplier_id IS NULL OR supplier_name IS NOT NULL"),
    rows.satisfies("receipt_date >= ship_date"),
    line.updated_at.between("2020-01-01T00:00:00", "2027-01-01T00:00:00"),
  ])
  .load({ table: "lines", mode: "append" });

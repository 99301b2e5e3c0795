import { decimal, files, pipeline } from "@waybill/core";
import * as z from "zod";

const Order = z.object({
  id: z.int(),
  customer: z.string(),
  ordered_at: z.iso.datetime({ offset: true }),
  updated_at: z.iso.datetime({ offset: true }),
  country: z.string(),
  quantity: z.int().min(1).nullable(),
  price: decimal(12, 2),
  note: z.string().nullable(),
});

const Customer = z.object({
  id: z.string(),
  name: z.string(),
  segment: z.enum(["business", "private"]),
});

const customers = files("data/customers.csv", { row: Customer });

/** Orders of some days, joined to who ordered. A later file may tell of an order again: the latest word counts. */
export default pipeline("orders", files("data/orders-*.csv", { row: Order, nulls: ["", "n/a"] }))
  .sql({
    with: { customers },
    produces: Order.extend({ segment: z.string().nullable(), total: decimal(18, 2).nullable() }),
    query: `
      select i.*, c.segment, cast(i.quantity * i.price as decimal(18, 2)) as total
      from input i left join customers c on c.id = i.customer`,
  })
  .check(({ id, customer, country, price }, rows) => [
    id.unique({ keep: { latest: "updated_at" } }),
    customer.references(customers, "id"),
    country.matches(/^[A-Z]{2}$/),
    price.atLeast("0.01"),
    rows.satisfies("quantity is not null", { severity: "warn", name: "quantity-known" }),
    rows.count({ min: 1 }),
  ])
  .correct(({ country }) => [country.set("upper(trim(country))")])
  .tolerate({ quarantined: "25%", rejected: "25%" })
  .load({ table: "orders", mode: "merge", key: ["id"] });

import { decimal, files, pipeline } from "@waybill/core";
import * as z from "zod";

const Order = z.object({
  id: z.int(),
  customer: z.string(),
  quantity: z.int32(),
  price: decimal(10, 2),
  ordered: z.iso.date(),
});

const customers = files("customers.csv", {
  row: z.object({ customer: z.string(), country: z.string().nullable() }),
});

/** Several partitions, a lookup, both kinds of steps, rows held back for every reason there is, and a merge. */
export default pipeline("orders", files("orders-*.csv", { row: Order }))
  .sql({
    with: { customers },
    produces: Order.extend({ country: z.string().nullable(), total: decimal(14, 2) }),
    query: `
      select i.*, c.country, (i.price * i.quantity)::decimal(14, 2) as total
      from input i left join customers c on c.customer = i.customer`,
  })
  .rows({ reads: ["id", "quantity"], adds: { large: z.boolean() } }, ({ id, quantity }) => {
    if (id % 501 === 0) throw new Error(`nobody knows how large ${id} is`);
    return { large: quantity > 10 };
  })
  .check(({ quantity, customer }, rows) => [
    quantity.between(1, 50),
    customer.references(customers, "customer"),
    rows.count({ min: 100 }),
  ])
  .tolerate({ quarantined: "20%", rejected: "5%" })
  .load({ table: "orders", mode: "merge", key: ["id"] });

import { files, pipeline } from "@waybill/core";
import * as z from "zod";

/** Three million flights of 2001 as Parquet, joined to the airports they left from. */
const Flight = z.object({
  date: z.iso.datetime({ local: true }),
  delay: z.int(),
  distance: z.int().min(0),
  origin: z.string().length(3),
  destination: z.string().length(3),
});

const Airport = z.object({
  iata: z.string(),
  name: z.string(),
  city: z.string().nullable(),
  state: z.string().nullable(),
  country: z.string(),
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
});

const airports = files("node_modules/vega-datasets/data/airports.csv", { row: Airport, nulls: ["", "NA"] });

export default pipeline(
  "flights",
  files("node_modules/vega-datasets/data/flights-3m.parquet", { row: Flight }),
)
  .sql({
    with: { airports },
    produces: Flight.extend({ city: z.string().nullable(), state: z.string().nullable() }),
    query: "select i.*, a.city, a.state from input i left join airports a on a.iata = i.origin",
  })
  .rows({ reads: ["delay"], adds: { late: z.boolean() } }, ({ delay }) => ({ late: delay > 15 }))
  .check(({ delay, origin, destination }, rows) => [
    delay.between(-120, 1440),
    origin.references(airports, "iata"),
    destination.references(airports, "iata"),
    rows.count({ min: 1_000_000 }),
  ])
  .tolerate({ quarantined: "1%" })
  .load({ table: "flights", mode: "replace" });

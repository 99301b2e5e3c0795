import { files, pipeline } from "@waybill/core";
import * as z from "zod";

/** Birds that met aeroplanes, 1990 to 2002: CSV with spaces in its column names. */
const Strike = z.object({
  "Airport Name": z.string(),
  "Aircraft Make Model": z.string(),
  "Effect Amount of damage": z.enum(["None", "Minor", "Medium", "Substantial", "B", "C"]),
  "Flight Date": z.iso.date(),
  "Aircraft Airline Operator": z.string(),
  "Origin State": z.string(),
  "Phase of flight": z.string(),
  "Wildlife Size": z.enum(["Small", "Medium", "Large"]),
  "Wildlife Species": z.string(),
  "Time of day": z.enum(["Dawn", "Day", "Dusk", "Night"]),
  "Cost Other": z.int().min(0),
  "Cost Repair": z.int().min(0),
  "Cost Total $": z.int().min(0),
  "Speed IAS in knots": z.int().nullable(),
});

export default pipeline(
  "birdstrikes",
  files("node_modules/vega-datasets/data/birdstrikes.csv", { row: Strike }),
)
  .check((strike, rows) => [
    strike["Speed IAS in knots"].between(30, 400),
    rows.satisfies('"Cost Total $" = "Cost Other" + "Cost Repair"', { severity: "warn" }),
    rows.count({ min: 1 }),
  ])
  .tolerate({ quarantined: "2%" })
  .load({ table: "birdstrikes", mode: "replace" });

import * as z from "zod";
import { sourceOf } from "./source.ts";

export const Airport = z.object({
  iata: z.string().length(3),
  city: z.string().nullable(),
  elevation: z.int(),
});
export const Flight = z.object({
  id: z.int(),
  at: z.date(),
  delay: z.int().nullable(),
  origin: z.string().length(3),
});
export const airports = sourceOf("file:data/airports.csv", Airport);
export const flights = sourceOf("file:data/flights-*.csv.gz", Flight);

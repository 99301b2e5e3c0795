import { decimal, pipeline, rows } from "@waybill/core";
import * as z from "zod";

const Rate = z.object({
  day: z.iso.date(),
  currency: z.string().length(3),
  rate: decimal(12, 6),
});

const EURO_RATES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "2026-10-01": { GBP: "0.871200", USD: "1.082500" },
  "2026-10-02": { GBP: "0.870950", USD: "one and a bit" },
};

/** Rows from code, as from an API: one partition a day, each of which may be read again. */
const rates = rows("rates", { row: Rate, partitions: Object.keys(EURO_RATES) }, async function* (context) {
  const wanted = context.parameters.currency;
  for (const [currency, rate] of Object.entries(EURO_RATES[context.partition ?? ""] ?? {})) {
    context.signal.throwIfAborted();
    if (wanted === undefined || wanted === currency) yield { day: context.partition ?? "", currency, rate };
  }
});

export default pipeline("rates", rates).load({ table: "rates", mode: "merge", key: ["day", "currency"] });

import { files, pipeline } from "@waybill/core";
import * as z from "zod";

const Visit = z.object({ visitor: z.int(), page: z.string(), ms: z.int() });

/** A row becomes none, one or two; then a step over the whole run adds them up. Appended: twice would be seen. */
export default pipeline("visits", files("visits-*.ndjson", { row: Visit }))
  .rows({ reads: ["page", "ms"], adds: { part: z.string() } }, ({ page, ms }) => {
    if (ms < 10) return null;
    return page
      .split("/")
      .filter(Boolean)
      .map((part) => ({ part }));
  })
  .sql({
    scope: "run",
    produces: z.object({ visitor: z.int(), part: z.string(), visits: z.int(), ms: z.int() }),
    query: "select visitor, part, count(*) as visits, sum(ms)::bigint as ms from input group by all",
  })
  .check(({ ms }) => [ms.atMost(25_000)])
  .load({ table: "visits", mode: "append" });

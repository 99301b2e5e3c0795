import { files, pipeline } from "@waybill/core";
import * as z from "zod";

const Click = z.object({
  seen_at: z.iso.datetime({ offset: true }),
  visitor: z.string(),
  page: z.string().startsWith("/"),
  device: z.json(),
  campaign: z.string().nullable(),
});

/** How often each page was seen, and by how many: an aggregate, so its step waits for the whole run. */
export default pipeline("clicks", files("data/clicks.ndjson", { row: Click }))
  .rows({ reads: ["page"], adds: { section: z.string() } }, ({ page }) => ({
    section: page.split("/")[1] || "home",
  }))
  .sql({
    scope: "run",
    produces: z.object({ section: z.string(), clicks: z.int(), visitors: z.int(), first_seen_at: z.date() }),
    query: `
      select section, count(*) as clicks, count(distinct visitor) as visitors, min(seen_at) as first_seen_at
      from input
      group by section`,
  })
  .load({ table: "clicks_by_section", mode: "replace" });

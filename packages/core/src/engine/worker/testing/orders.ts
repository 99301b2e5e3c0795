import { pipeline } from "../../../pipeline/pipeline.ts";
import type { Source } from "../../../sources/source.ts";

const source: Source<{ id: number }> = {
  kind: "rows",
  dataset: "rows:orders",
  definition: null,
  contract: { columns: [{ name: "id", type: { kind: "int" }, nullable: false }], checks: [] },
  plan: async () => [],
  read: () => ({ kind: "rows", rows: () => [{ id: 1 }] }),
};

export default pipeline("orders", source);
export const named = pipeline("other-orders", source);

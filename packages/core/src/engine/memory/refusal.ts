import { Permanent } from "../../errors.ts";

export const unsupported = (what: string, where: string): Permanent =>
  new Permanent("memory.unsupported", `the engine in memory cannot ${what}`, {
    where,
    why: "it holds rows as JavaScript objects and knows neither SQL nor file formats",
    next: "use the DuckDB engine",
  });

import type { Engine } from "../../ports/engine.ts";

/** Which engine runs: a file and the name of the function in it that makes an engine of the settings. */
export interface EngineModule {
  readonly module: string;
  readonly export: string;
}

export const DUCKDB: EngineModule = {
  module: new URL("../duckdb.ts", import.meta.url).href,
  export: "duckdbEngine",
};

export async function loadEngine({ module, export: name }: EngineModule, settings: unknown): Promise<Engine> {
  const exports = (await import(module)) as Record<string, (settings: unknown) => Engine | Promise<Engine>>;
  const make = exports[name];
  if (make === undefined) throw new Error(`${module} exports no ${name}`);
  return make(settings);
}

import type { Engine } from "../../../ports/engine.ts";
import { openDatabase } from "../../database.ts";
import { rowsEngine } from "./rows-engine.ts";

/**
 * An engine whose `extract` is one call of a function that the engine cannot interrupt; it takes the square of the
 * work's number, some 20 s for 60,000.
 */
export function nativeEngine(settings: { readonly tempDirectory: string }): Engine {
  const engine = rowsEngine(settings);
  return {
    ...engine,
    async extract(request) {
      const database = await openDatabase({ ...settings, threads: 1 });
      const connection = await database.connect(request.signal);
      try {
        const letters = Number(request.work.detail);
        await connection.all(
          `SELECT levenshtein(repeat('a', n::INTEGER), repeat('b', n::INTEGER)) FROM range(${letters}, ${letters + 1}) AS t(n)`,
        );
        return await engine.extract({ ...request, work: { ...request.work, detail: 1 } });
      } finally {
        connection.close();
        database.close();
      }
    },
  };
}

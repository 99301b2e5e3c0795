import type { Engine } from "../../ports/engine.ts";
import { extract } from "./extract.ts";
import type { MemoryFiles } from "./files.ts";
import { unsupported } from "./refusal.ts";
import { settle } from "./settle.ts";
import { transform } from "./transform.ts";
import { validate } from "./validate.ts";

export type { MemoryFiles };

/**
 * The engine's twin: a file is a list of rows in `files`, by its path. It keeps the port's contract for sources of
 * rows, `rows` steps, and all rules that need no SQL, and is fast enough for thousands of small runs a second.
 * Errors: `Permanent` `memory.unsupported` for all that only the real engine can do.
 */
export function memoryEngine(files: MemoryFiles): Engine {
  return {
    sniff: async (path) => {
      throw unsupported("look into a file", path);
    },
    infer: async (path) => {
      throw unsupported("look into a file", path);
    },
    // It knows no SQL, so there is none that could be wrong.
    check: async () => [],
    extract: (request) => extract(files, request),
    transform: async (request) => transform(files, request),
    validate: async (request) => validate(files, request),
    settle: async (request) => settle(files, request),
    close: async () => {},
  };
}

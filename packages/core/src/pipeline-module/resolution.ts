import { registerHooks } from "node:module";

const HERE = import.meta.url;
const OURS = /^@waybill\/[^/]+/;
// What an author's file needs beside Waybill, and which of its packages has it.
const BORROWED: Readonly<Record<string, string>> = {
  zod: HERE,
  ulid: import.meta.resolve("@waybill/events"),
};

let registered = false;

/**
 * From now on, in this thread, a file that lies anywhere can import Waybill's packages, zod and ulid. Waybill's are
 * always those of this installation, so that a pipeline is made by the code that runs it; zod and ulid are the file's
 * own where it has them. Nothing happens the second time.
 */
export function registerResolution(): void {
  if (registered) return;
  registered = true;
  registerHooks({
    resolve(specifier, context, nextResolve) {
      if (OURS.test(specifier)) return nextResolve(specifier, { ...context, parentURL: HERE });
      const lender = BORROWED[specifier.split("/", 1)[0] ?? ""];
      if (lender === undefined) return nextResolve(specifier, context);
      try {
        return nextResolve(specifier, context);
      } catch (error) {
        if (!isNotFound(error)) throw error;
        return nextResolve(specifier, { ...context, parentURL: lender });
      }
    },
  });
}

const isNotFound = (error: unknown): boolean =>
  error instanceof Error && "code" in error && error.code === "ERR_MODULE_NOT_FOUND";

import { type Engine, type Objects, Permanent, type Warehouse } from "@waybill/core";

const absent = (what: string, who: string) => async (): Promise<never> => {
  throw new Permanent("function.without", `${who} has no ${what}`, {
    why: "each function is given what its own stage needs, and no more",
    next: "this is a mistake in Waybill: please report it, with this message",
  });
};

/** For functions that move no rows. */
export function noEngine(who: string): Engine {
  const missing = absent("engine", who);
  return {
    sniff: missing,
    infer: missing,
    check: missing,
    extract: missing,
    transform: missing,
    validate: missing,
    settle: missing,
    close: async () => {},
  };
}

/** For functions that keep no artifacts. */
export function noObjects(who: string): Objects {
  const missing = absent("store of artifacts", who);
  return {
    draft: missing,
    put: missing,
    get: missing,
    open: missing,
    folder: missing,
    list: missing,
    delete: missing,
  };
}

/** For functions that load nothing. */
export function noWarehouse(who: string): Warehouse {
  const missing = absent("warehouse", who);
  return { name: "none", reads: "uris", load: missing, undo: missing, query: missing, close: async () => {} };
}

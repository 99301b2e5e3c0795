import { Permanent } from "@waybill/core";

const SCHEME = "local:";

/** Names the object relative to the store, so that it is still right when the state folder has moved. */
export const uriOf = (key: string): string => `${SCHEME}${checkKey(key)}`;

/** Errors: `Permanent` `object.foreign`, `object.key`. */
export function keyOf(uri: string): string {
  if (uri.startsWith(SCHEME)) return checkKey(uri.slice(SCHEME.length));
  throw new Permanent("object.foreign", `${uri} is not in this store`, {
    where: uri,
    why: `what this store holds begins with ${SCHEME}`,
    next: "use the runtime that wrote it",
  });
}

/**
 * A key is some names with `/` between them. None begins with a dot, so none leads out of the store, and none is a
 * draft's. Errors: `Permanent` `object.key`.
 */
export function checkKey(key: string): string {
  if (key.split("/").every(isName)) return key;
  throw new Permanent("object.key", `${JSON.stringify(key)} is no key of an artifact`, {
    where: key,
    why: "a key is names with / between them; a name is not empty, has no backslash, and begins with no dot",
    next: "rename the source, step or file that the key is made of",
  });
}

/** The beginning of keys, up to a `/` or not. Errors: `Permanent` `object.key`. */
export function checkPrefix(prefix: string): string {
  if (prefix !== "") checkKey(prefix.replace(/\/$/, ""));
  return prefix;
}

const isName = (name: string): boolean => /^[^.\\\0][^\\\0]*$/.test(name);

import type { Objects } from "@waybill/core";

/** Rows that were held back: in a bucket of their own, which fewer people may read. */
const HELD_BACK = /\/(?:rejects|quarantine)\.parquet$/;

/** One store over two: `ordinary`, and `heldBack` for rejects and quarantine. */
export function inTwoBuckets(ordinary: Objects, heldBack: Objects, heldBackPrefix: string): Objects {
  const forKey = (key: string) => (HELD_BACK.test(key) ? heldBack : ordinary);
  const forUri = (uri: string) => (uri.startsWith(heldBackPrefix) ? heldBack : ordinary);
  return {
    draft: (key) => forKey(key).draft(key),
    put: (key, content) => forKey(key).put(key, content),
    get: (uri, expected) => forUri(uri).get(uri, expected),
    open: (uri, expected) => forUri(uri).open(uri, expected),
    folder: (prefix) => ordinary.folder(prefix),
    async list(prefix) {
      const both = await Promise.all([ordinary.list(prefix), heldBack.list(prefix)]);
      return both.flat().sort((a, b) => (a.key < b.key ? -1 : 1));
    },
    async delete(uris) {
      const held = uris.filter((uri) => forUri(uri) === heldBack);
      const others = uris.filter((uri) => forUri(uri) === ordinary);
      await Promise.all([ordinary.delete(others), heldBack.delete(held)]);
    },
  };
}

import { Permanent } from "@waybill/core";
import type { KeyLayout } from "./layout.ts";

/** Bytes that S3 takes of a key. */
const KEY_BYTES = 1024;

/** Artifacts of one root in one bucket, by their keys and by their URIs. */
export class Keys {
  readonly #start: string;
  readonly #layout: KeyLayout;

  constructor(bucket: string, layout: KeyLayout) {
    this.#start = `s3://${bucket}/`;
    this.#layout = layout;
  }

  /** Errors: `Permanent` `object.key`. */
  toBucket(key: string): string {
    const bucketKey = this.#layout.toBucket(checkKey(key));
    const bytes = Buffer.byteLength(bucketKey);
    if (bytes <= KEY_BYTES) return bucketKey;
    throw noKey(key, `S3 takes ${KEY_BYTES} bytes of a key, and ${bucketKey} has ${bytes}`);
  }

  uriOf(key: string): string {
    return `${this.#start}${this.toBucket(key)}`;
  }

  /** Errors: `Permanent` `object.foreign`, `object.key`. */
  keyOf(uri: string): string {
    const key = uri.startsWith(this.#start) ? this.#layout.fromBucket(uri.slice(this.#start.length)) : null;
    if (key !== null) return checkKey(key);
    throw new Permanent("object.foreign", `${uri} is not in this store`, {
      where: uri,
      why: `what this store holds lies below ${this.#start}${this.#layout.toBucket("")}`,
      next: "use the stage and the pipeline that wrote it",
    });
  }
}

/**
 * A key is some names with `/` between them. None begins with a dot, so none leads out of the work folder, and none is
 * a draft's. Errors: `Permanent` `object.key`.
 */
export function checkKey(key: string): string {
  if (key.split("/").every((name) => /^[^.\\\0][^\\\0]*$/.test(name)) && key.isWellFormed()) return key;
  throw noKey(
    key,
    "a key is names with / between them; a name is not empty, has no backslash, and begins with no dot",
  );
}

/** The beginning of keys, up to a `/` or not. Errors: `Permanent` `object.key`. */
export function checkPrefix(prefix: string): string {
  if (prefix !== "") checkKey(prefix.replace(/\/$/, ""));
  return prefix;
}

const noKey = (key: string, why: string): Permanent =>
  new Permanent("object.key", `${JSON.stringify(key)} is no key of an artifact`, {
    where: key,
    why,
    next: "rename the source, step or file that the key is made of",
  });

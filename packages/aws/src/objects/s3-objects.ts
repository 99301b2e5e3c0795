import type { S3Client } from "@aws-sdk/client-s3";
import type { Draft, Expected, Objects, StoredKey, StoredObject } from "@waybill/core";
import type { AwsSettings } from "../client/settings.ts";
import { hasCode } from "./disk.ts";
import { contended, exists, notWritten, refuseDamaged, s3Failure } from "./failure.ts";
import { checkPrefix, Keys } from "./key.ts";
import { type KeyLayout, keyLayout } from "./layout.ts";
import { LIMITS, type S3Limits, s3Client } from "./s3/client.ts";
import { deleteObjects } from "./s3/delete.ts";
import { digestOf } from "./s3/digest.ts";
import { listObjects } from "./s3/list.ts";
import { headObject, readObject } from "./s3/object.ts";
import type { Reading } from "./s3/range.ts";
import { type PartSizes, saveRange } from "./s3/save.ts";
import { Taken, type Uploaded, type UploadSizes, uploadContent, uploadFile } from "./s3/upload.ts";
import { WorkFolder } from "./work-folder.ts";

export interface S3ObjectsOptions {
  readonly settings: AwsSettings;
  readonly bucket: string;
  /** Below which its keys lie, each run's by its day: `staging/flights`. Absent: the bucket itself. */
  readonly prefix?: string;
  /** The key that objects are encrypted with. Absent: as the bucket says. */
  readonly kmsKeyId?: string;
  /** For drafts and for what is opened: `/tmp/waybill` in Lambda. It may lose all of it between two invocations. */
  readonly workFolder: string;
  readonly limits?: S3Limits;
  readonly upload?: UploadSizes;
  readonly download?: PartSizes;
}

/** Artifacts in a bucket. */
export interface S3Objects extends Objects, AsyncDisposable {
  /** Removes from the work folder all that this store has put there. For the end of each invocation. */
  clean(): Promise<void>;
}

/**
 * Objects in S3. A draft is a file of the work folder that is uploaded when it is committed, and only to a key that
 * nobody has; what is opened is downloaded, once. Disposing cleans up and closes the connections.
 */
export const s3Objects = (options: S3ObjectsOptions): S3Objects => new BucketObjects(options);

class BucketObjects implements S3Objects {
  readonly #client: S3Client;
  readonly #bucket: string;
  readonly #layout: KeyLayout;
  readonly #keys: Keys;
  readonly #folder: WorkFolder;
  readonly #options: S3ObjectsOptions;
  readonly #limits: S3Limits;

  constructor(options: S3ObjectsOptions) {
    this.#options = options;
    this.#limits = options.limits ?? LIMITS;
    this.#client = s3Client(options.settings, this.#limits);
    this.#bucket = options.bucket;
    this.#layout = keyLayout(options.prefix);
    this.#keys = new Keys(options.bucket, this.#layout);
    this.#folder = new WorkFolder(options.workFolder);
  }

  async draft(key: string): Promise<Draft> {
    this.#keys.toBucket(key);
    const path = await this.#folder.draft(key);
    return {
      path,
      commit: () => this.#commit(path, key),
      discard: () => this.#folder.remove(path),
    };
  }

  put(key: string, content: Uint8Array): Promise<StoredObject> {
    return this.#store(key, (target) => uploadContent(this.#client, target, content));
  }

  async get(uri: string, expected?: Expected): Promise<Uint8Array> {
    const key = this.#keys.toBucket(this.#keys.keyOf(uri));
    const content = await this.#reading(uri, () => readObject({ bucket: this.#bucket, key }, this.#means));
    refuseDamaged(uri, { bytes: content.length, checksum: digestOf(content).checksum }, expected);
    return content;
  }

  async open(uri: string, expected?: Expected): Promise<string> {
    const key = this.#keys.keyOf(uri);
    return this.#folder.once(key, async (bytesHere, replace) => {
      // An artifact never changes, so one of the right size is the right one.
      if (expected && bytesHere === expected.bytes) return;
      const name = { bucket: this.#bucket, key: this.#keys.toBucket(key) };
      const found = await this.#reading(uri, () => headObject(this.#client, name));
      refuseDamaged(uri, { bytes: found.bytes }, expected);
      if (bytesHere === found.bytes) return;
      const [whole, parts] = [{ from: 0, to: found.bytes }, this.#options.download];
      await this.#reading(uri, () => replace((path) => saveRange(found, whole, path, this.#means, parts)));
    });
  }

  folder(prefix: string): Promise<string> {
    return this.#folder.ofRun(checkPrefix(prefix));
  }

  async list(prefix: string): Promise<readonly StoredKey[]> {
    checkPrefix(prefix);
    const starts = this.#layout.prefixes(prefix);
    const doing = `list the artifacts below ${prefix}`;
    const pages = await Promise.all(
      starts.map((start) => listObjects(this.#client, { bucket: this.#bucket, prefix: start })),
    ).catch((error: unknown) => {
      throw s3Failure(error, doing, `s3://${this.#bucket}/${starts[0]}`);
    });
    const found = pages.flat().flatMap(({ key: bucketKey, bytes, modifiedAt }) => {
      const key = this.#layout.fromBucket(bucketKey);
      if (key === null || !key.startsWith(prefix)) return [];
      return [{ key, uri: this.#keys.uriOf(key), bytes, modifiedAt }];
    });
    return found.sort((a, b) => (a.key < b.key ? -1 : 1));
  }

  async delete(uris: readonly string[]): Promise<void> {
    const keys = uris.map((uri) => this.#keys.keyOf(uri));
    const bucketKeys = keys.map((key) => this.#keys.toBucket(key));
    await deleteObjects(this.#client, this.#bucket, bucketKeys).catch((error: unknown) => {
      throw s3Failure(error, "delete artifacts", `s3://${this.#bucket}`);
    });
    await Promise.all(keys.map((key) => this.#folder.remove(this.#folder.pathOf(key))));
  }

  clean(): Promise<void> {
    return this.#folder.clean();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.clean();
    this.#client.destroy();
  }

  get #means(): Reading {
    return { client: this.#client, stallMs: this.#limits.stallMs };
  }

  async #reading<T>(uri: string, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw s3Failure(error, `read the artifact ${uri}`, uri);
    }
  }

  async #commit(path: string, key: string): Promise<StoredObject> {
    try {
      return await this.#store(key, (target) => uploadFile(this.#client, target, path, this.#options.upload));
    } catch (error) {
      throw hasCode(error, "ENOENT") ? notWritten(key, path) : error;
    } finally {
      await this.#folder.remove(path);
    }
  }

  async #store(
    key: string,
    upload: (target: { bucket: string; key: string; kmsKeyId: string | undefined }) => Promise<Uploaded>,
  ): Promise<StoredObject> {
    const target = { bucket: this.#bucket, key: this.#keys.toBucket(key), kmsKeyId: this.#options.kmsKeyId };
    const uri = this.#keys.uriOf(key);
    try {
      return { uri, ...(await upload(target)) };
    } catch (error) {
      if (error instanceof Taken) throw error.isThere ? exists(key, uri) : contended(key, uri, error.cause);
      if (hasCode(error, "ENOENT")) throw error;
      throw s3Failure(error, `keep the artifact ${key}`, uri);
    }
  }
}

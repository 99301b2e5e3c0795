import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { WaybillError } from "../../errors.ts";
import { waybillError } from "../../pipeline-module/waybill-error.ts";
import type { SourceStores } from "../../ports/source-store.ts";
import { copyPath } from "./copy-path.ts";

/** A folder for copies of objects; gone, with all in it, when its scope ends. */
export class CopyFolder implements AsyncDisposable {
  readonly #folder: string;
  readonly #origins = new Map<string, string>();

  private constructor(folder: string) {
    this.#folder = folder;
  }

  static async create({ folder }: SourceStores): Promise<CopyFolder> {
    await mkdir(folder, { recursive: true });
    return new CopyFolder(await mkdtemp(join(folder, "copies-")));
  }

  /** Where the copy of this object goes. There is nothing yet. */
  async pathFor(uri: string): Promise<string> {
    const path = copyPath(this.#folder, uri);
    await mkdir(dirname(path), { recursive: true });
    this.#origins.set(path, uri);
    return path;
  }

  /** The same error, which says the object where it said its copy. */
  inOrigins(thrown: unknown): unknown {
    if (!(thrown instanceof WaybillError)) return thrown;
    const saidIf = (text: string | undefined) => (text === undefined ? undefined : this.#said(text));
    const { code, message, where, why, next, cause } = thrown;
    const details = { where: saidIf(where), why: saidIf(why), next: saidIf(next), cause };
    const error = waybillError(thrown.class, code, this.#said(message), details);
    if (thrown.stack !== undefined) error.stack = thrown.stack;
    return error;
  }

  #said(text: string): string {
    let said = text;
    for (const [path, uri] of this.#origins) said = said.replaceAll(path, () => uri);
    return said;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true });
  }
}

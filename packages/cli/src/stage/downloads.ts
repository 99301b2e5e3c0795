import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ApiClient } from "@waybill/aws/api-client";
import { Permanent, Transient } from "@waybill/core";
import type { Artifact } from "@waybill/events";

const DOWNLOAD_MS = 120_000;

/** Copies of artifacts, in a folder that is gone when it is disposed of. */
export class Downloads implements Disposable {
  readonly #call: ApiClient;
  #folder: string | null = null;
  #count = 0;

  constructor(call: ApiClient) {
    this.#call = call;
  }

  /** Errors: `Permanent` `object.missing`, `object.damaged`; `Transient` `object.unavailable`; those of the API. */
  async open(runId: string, artifact: Artifact): Promise<string> {
    const { uri } = artifact;
    const link = await this.#call({ method: "GET", path: `/v1/runs/${runId}/artifact`, query: { uri } });
    const content = await download((link as { readonly url: string }).url, artifact);
    refuseDamaged(content, artifact);
    this.#folder ??= mkdtempSync(join(tmpdir(), "waybill-stage-"));
    const path = join(this.#folder, `${this.#count++}.${artifact.format}`);
    await writeFile(path, content);
    return path;
  }

  [Symbol.dispose](): void {
    if (this.#folder !== null) rmSync(this.#folder, { recursive: true, force: true });
  }
}

async function download(url: string, { uri }: Artifact): Promise<Buffer> {
  const answer = await fetched(url, uri);
  if (answer.status === 404) {
    throw new Permanent("object.missing", `the artifact ${uri} is not there any more`, {
      where: uri,
      why: "the bucket's lifecycle or somebody has removed it",
      next: "run the pipeline again",
    });
  }
  if (answer.status >= 300) throw unavailable(uri, `S3 answered ${answer.status}`);
  return answer.content;
}

async function fetched(url: string, uri: string) {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(DOWNLOAD_MS) });
    return { status: response.status, content: Buffer.from(await response.arrayBuffer()) };
  } catch (error) {
    const { cause, message } = error as Error;
    throw unavailable(uri, cause instanceof Error ? cause.message : message, error);
  }
}

const unavailable = (uri: string, why: string, cause?: unknown): Transient =>
  new Transient("object.unavailable", `cannot download ${uri} just now`, {
    where: uri,
    why,
    next: "type it again: a link is good for five minutes",
    cause,
  });

function refuseDamaged(content: Buffer, { uri, bytes, checksum }: Artifact): void {
  const found = `sha256:${createHash("sha256").update(content).digest("hex")}`;
  if (content.length === bytes && found === checksum) return;
  throw new Permanent("object.damaged", `the artifact ${uri} is not what the run wrote`, {
    where: uri,
    why: `it has ${content.length} bytes with the checksum ${found}; the run wrote ${bytes} with ${checksum}`,
    next: "bring an earlier version of it back, where the bucket keeps them, or run the pipeline again",
  });
}

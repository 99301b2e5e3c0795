import { createHash } from "node:crypto";
import type { LoadFile } from "@waybill/core";
import type { RedshiftOptions } from "../settings.ts";

/** What COPY reads instead of a list of files. For Parquet it needs their sizes. */
export const manifestOf = (files: readonly LoadFile[]): string =>
  JSON.stringify({
    entries: files.map(({ at, bytes }) => ({ url: at, mandatory: true, meta: { content_length: bytes } })),
  });

/** Where a manifest of this content lies: the same files, the same place. */
export const manifestKey = (prefix: string, runId: string, content: string): string =>
  `${prefix}${runId}/manifest-${createHash("sha256").update(content).digest("hex").slice(0, 32)}.json`;

/** Its URI. Putting it again, when a load is tried again, changes nothing. */
export async function putManifest(
  { objects, prefix }: RedshiftOptions["staging"],
  runId: string,
  files: readonly LoadFile[],
): Promise<string> {
  const content = manifestOf(files);
  return (await objects.put(manifestKey(prefix, runId, content), Buffer.from(content))).uri;
}

import type { LoadFile, LoadRequest } from "@waybill/core";
import type { RedshiftOptions } from "../settings.ts";
import { putManifest } from "./manifest.ts";

/** The request's files as COPY takes them: a manifest for each kind. Null: there are none. */
export interface Sources {
  readonly artifacts: string | null;
  readonly winners: string | null;
  /** One for each set of columns. */
  readonly exclusions: readonly { readonly columns: readonly string[]; readonly manifest: string }[];
}

export async function putSources(
  staging: RedshiftOptions["staging"],
  request: LoadRequest,
): Promise<Sources> {
  const put = (files: readonly LoadFile[]) => putManifest(staging, request.runId, files);
  const bySet = Map.groupBy(request.exclusions, ({ columns }) => JSON.stringify(columns));
  return {
    artifacts: request.artifacts.length === 0 ? null : await put(request.artifacts),
    winners: request.winners.length === 0 ? null : await put(request.winners),
    exclusions: await Promise.all(
      [...bySet.values()].map(async (files) => ({
        columns: files[0]?.columns ?? [],
        manifest: await put(files),
      })),
    ),
  };
}

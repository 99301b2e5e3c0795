import { openDatabase, text } from "@waybill/core/engine";
import type { Envelope } from "@waybill/events";
import { comparable, type Digests, filesOfRows } from "./comparable.ts";

/** A run, and how to get at its files. */
export interface RunFiles {
  readonly hops: readonly Envelope[];
  /** The path of an artifact's copy here. */
  open(uri: string): Promise<string>;
}

/** For each file of rows a digest of its rows, whatever their order. The place of a rejected row's file does not count. */
export async function digestsOf({ hops, open }: RunFiles, tempDirectory: string): Promise<Digests> {
  const digests = new Map<string, string>();
  const database = await openDatabase({ tempDirectory });
  try {
    const connection = await database.connect();
    for (const uri of filesOfRows(hops)) {
      const columns = uri.endsWith("/rejects.parquet") ? "* EXCLUDE (file)" : "*";
      const reader = await connection.raw.runAndReadAll(`
        SELECT count(*)::VARCHAR || ' rows ' || coalesce(sum(hash(r)::HUGEINT), 0)::VARCHAR
        FROM (SELECT ${columns} FROM read_parquet(${text(await open(uri))})) r`);
      digests.set(uri, String(reader.getRows()[0]?.[0]));
    }
  } finally {
    database.close();
  }
  return digests;
}

/** What is to be the same of a run wherever it runs, of those of its hops that count. */
export async function seenOf(
  { hops, open }: RunFiles,
  folder: string,
  counts: (hop: Envelope) => boolean = () => true,
): Promise<ReturnType<typeof comparable>> {
  const counted = hops.filter(counts);
  return comparable(counted, await digestsOf({ hops: counted, open }, folder));
}

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { LoadFile, Row, Warehouse } from "@waybill/core";
import type { WarehouseHarness } from "@waybill/core/testing/warehouse";
import { type DataApiServer, dataApiServer, type ServerOptions } from "../../../test-server/server.ts";
import { redshiftWarehouse } from "../redshift-warehouse.ts";
import type { RedshiftOptions } from "../settings.ts";
import { identifier } from "../sql/words.ts";
import { artifactsIn } from "./artifacts.ts";

export interface RedshiftHarness extends WarehouseHarness {
  readonly server: DataApiServer;
  readonly options: RedshiftOptions;
  /** What the warehouse takes for the time. */
  readonly clock: { ms: number };
  /** Writes what a query of the engine yields. */
  writeQuery(query: string): Promise<LoadFile>;
}

const BUCKET = "s3://staging/";

/** Redshift as the test server plays it, on files of a folder that is removed at `close`. */
export async function redshiftHarness(
  more: Partial<RedshiftOptions> & Omit<ServerOptions, "files"> = {},
): Promise<RedshiftHarness> {
  const { eventsEach, onEvent, ...options } = more;
  const folder = await mkdtemp(join(tmpdir(), "waybill-redshift-"));
  const pathOf = (uri: string) =>
    uri.startsWith(BUCKET) ? join(folder, encodeURIComponent(uri.slice(BUCKET.length))) : uri;
  const server = await dataApiServer({
    files: pathOf,
    ...(eventsEach !== undefined && { eventsEach }),
    ...(onEvent && { onEvent }),
  });
  const clock = { ms: Date.UTC(2026, 0, 1) };
  const full: RedshiftOptions = {
    settings: server.settings,
    place: { workgroup: "waybill" },
    database: "dev",
    role: "arn:aws:iam::123456789012:role/copy",
    staging: {
      prefix: "manifests/",
      objects: {
        async put(key, content) {
          const uri = `${BUCKET}${key}`;
          await writeFile(pathOf(uri), content);
          return { uri, bytes: content.byteLength, checksum: "" };
        },
      },
    },
    statementEvents: false,
    clock: { now: () => clock.ms, sleep: () => new Promise((resolve) => setTimeout(resolve, 2)) },
    ...options,
  };
  const warehouse = redshiftWarehouse(full);
  const artifacts = await artifactsIn({ folder, bucket: BUCKET, pathOf });
  return {
    warehouse: {
      ...warehouse,
      load: async (request, signal) => warehouse.load(await artifacts.promised(request), signal),
    },
    server,
    options: full,
    clock,
    write: artifacts.write,
    writeQuery: artifacts.writeQuery,
    read: (table) => readTable(warehouse, table),
    async close() {
      await warehouse.close();
      await server[Symbol.asyncDispose]();
      artifacts.close();
      await rm(folder, { recursive: true });
    },
  };
}

export async function readTable(warehouse: Warehouse, table: string): Promise<readonly Row[]> {
  const name = table.split(".").map(identifier).join(".");
  const { columns, rows } = await warehouse.query(`SELECT * FROM ${name}`, null);
  return rows.map((row) => Object.fromEntries(columns.map((column, index) => [column.name, row[index]])));
}

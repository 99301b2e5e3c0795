import { join } from "node:path";
import { type SourceStore, type SourceStores, Usage } from "@waybill/core";

/** By name alone: who reads no bucket need not have it, and it is not loaded for who reads none. */
const S3 = "@waybill/aws/store";

interface S3Module {
  readonly s3Store: () => Promise<SourceStore>;
}

/** Where this machine reads files from, besides its disk. A store is opened once, with the first file that lies there. */
export function sourceStores(
  temp: string,
  load = (name: string): Promise<unknown> => import(name),
): SourceStores {
  return { byScheme: { s3: once(() => openS3(load)) }, folder: join(temp, "sources") };
}

async function openS3(load: (name: string) => Promise<unknown>): Promise<SourceStore> {
  const module = await load(S3).catch((error: unknown) => {
    throw isAbsent(error) ? notInstalled(error) : error;
  });
  return (module as S3Module).s3Store();
}

/** One that could not be opened is tried again: credentials may be there by then. */
function once(open: () => Promise<SourceStore>): () => Promise<SourceStore> {
  let opened: Promise<SourceStore> | null = null;
  return () => {
    opened ??= open().catch((error: unknown) => {
      opened = null;
      throw error;
    });
    return opened;
  };
}

const ABSENT = new Set(["ERR_MODULE_NOT_FOUND", "ERR_PACKAGE_PATH_NOT_EXPORTED"]);

const isAbsent = (error: unknown): boolean =>
  error instanceof Error &&
  "code" in error &&
  ABSENT.has(String(error.code)) &&
  error.message.includes("@waybill/aws");

const notInstalled = (cause: unknown) =>
  new Usage("file.no-store", "files of s3:// need the package @waybill/aws", {
    where: "s3://",
    why: "it is not installed here",
    next: "npm install @waybill/aws",
    cause,
  });

import type { Objects } from "@waybill/core";
import type { HeldBack } from "./artifacts.ts";

export interface OpenedHeldBack extends HeldBack {
  /** Of the Parquet file, absolute. */
  readonly path: string;
}

export const openAll = (objects: Objects, items: readonly HeldBack[]): Promise<readonly OpenedHeldBack[]> =>
  Promise.all(items.map(async (item) => ({ ...item, path: await objects.open(item.artifact.uri) })));

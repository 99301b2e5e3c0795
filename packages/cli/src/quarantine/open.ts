import type { Objects } from "@waybill/core";
import type { Artifact } from "@waybill/events";
import type { HeldBack } from "./artifacts.ts";

export interface OpenedHeldBack extends HeldBack {
  /** Of the Parquet file: absolute, or its address on a stage. */
  readonly path: string;
}

export const withPaths = (
  items: readonly HeldBack[],
  pathOf: (artifact: Artifact) => Promise<string>,
): Promise<readonly OpenedHeldBack[]> =>
  Promise.all(items.map(async (item) => ({ ...item, path: await pathOf(item.artifact) })));

export const openAll = (objects: Objects, items: readonly HeldBack[]): Promise<readonly OpenedHeldBack[]> =>
  withPaths(items, ({ uri }) => objects.open(uri));

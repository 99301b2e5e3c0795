import type { Page } from "@waybill/core";

/** Lambda answers with 6 MB, and every quotation mark takes another byte on the way. */
const PAGE_BYTES = 2_500_000;

/** The first of these that fit into an answer, at least one. */
export function fitting<T>(items: readonly T[], bytes = PAGE_BYTES): readonly T[] {
  let room = bytes;
  const end = items.findIndex((item, i) => {
    room -= Buffer.byteLength(JSON.stringify(item));
    return room < 0 && i > 0;
  });
  return end < 0 ? items : items.slice(0, end);
}

/** A page of what is in the memory whole, in an order in which cursors grow. */
export function pageOf<T>(
  items: readonly T[],
  { limit, cursor }: { readonly limit: number; readonly cursor?: string | undefined },
  cursorOf: (item: T) => string,
): Page<T> {
  const rest = cursor === undefined ? items : items.filter((item) => cursorOf(item) > cursor);
  const page = fitting(rest.slice(0, limit));
  const last = page.at(-1);
  return { items: page, next: last !== undefined && page.length < rest.length ? cursorOf(last) : null };
}

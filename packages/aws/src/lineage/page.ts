import type { Page } from "@waybill/core";

/** The first `size` of what was read, which is one more where there is another page. */
export function pageOf<T>(read: readonly T[], size: number, cursorOf: (last: T) => string): Page<T> {
  const items = read.slice(0, size);
  const last = items.at(-1);
  return { items, next: read.length > size && last !== undefined ? cursorOf(last) : null };
}

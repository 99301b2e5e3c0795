/** What one call takes. */
export interface BatchLimits {
  readonly entries: number;
  readonly bytes: number;
}

/**
 * AWS takes 1 MB in a call to PutEvents or SendMessageBatch today, and took 256 KB before; some of its Regions and
 * those who emulate it still do. Both are billed by 64 KB, so that smaller calls cost no more.
 */
export const BATCH: BatchLimits = { entries: 10, bytes: 256 * 1024 };

/** The items in their order, in as few calls as that allows. One that is larger than a call by itself goes alone. */
export function* batchesOf<T>(
  items: Iterable<T>,
  bytesOf: (item: T) => number,
  { entries, bytes }: BatchLimits = BATCH,
): Generator<readonly T[]> {
  let batch: T[] = [];
  let size = 0;
  for (const item of items) {
    const more = bytesOf(item);
    if (batch.length === entries || (batch.length > 0 && size + more > bytes)) {
      yield batch;
      batch = [];
      size = 0;
    }
    batch.push(item);
    size += more;
  }
  if (batch.length > 0) yield batch;
}

/** Calls to DynamoDB that one operation has under way at a time. */
const AT_A_TIME = 16;

/** Does the work for each item, a group of them at a time, and gives the results in order. Ends at the first failure. */
export async function inGroups<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const done: R[] = [];
  for (let i = 0; i < items.length; i += AT_A_TIME) {
    done.push(...(await Promise.all(items.slice(i, i + AT_A_TIME).map(work))));
  }
  return done;
}

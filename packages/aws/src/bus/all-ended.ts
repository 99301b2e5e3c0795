/**
 * As `Promise.all`, but nothing is under way any more when it rejects: a function that has answered is frozen, with
 * whatever it still does.
 */
export async function allEnded<T>(works: readonly Promise<T>[]): Promise<T[]> {
  await Promise.allSettled(works);
  return Promise.all(works);
}

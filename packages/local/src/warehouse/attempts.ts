import { isConflict } from "./failure.ts";

/** Of two attempts at one load the second fails at its commit, and then finds what the first has committed. */
export async function onceMoreAfterConflict<T>(attempt: () => Promise<T>): Promise<T> {
  try {
    return await attempt();
  } catch (error) {
    if (!isConflict(error)) throw error;
    return attempt();
  }
}

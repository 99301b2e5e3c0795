import type { Connection, Database } from "@waybill/core/engine";

/** A connection to the opened warehouse, for one piece of work. */
export interface Session {
  readonly connection: Connection;
  /** What the engine calls the opened file. */
  readonly catalog: string;
}

export async function inSession<T>(
  database: Database,
  signal: AbortSignal | undefined,
  work: (session: Session) => Promise<T>,
): Promise<T> {
  const connection = await database.connect(signal);
  try {
    const [row] = await connection.all<{ catalog: string }>("SELECT current_database() AS catalog");
    return await work({ connection, catalog: row?.catalog ?? "" });
  } finally {
    connection.close();
  }
}

/** All of the work, or nothing of it. */
export async function inTransaction<T>({ connection }: Session, work: () => Promise<T>): Promise<T> {
  await connection.run("BEGIN TRANSACTION");
  try {
    const result = await work();
    await connection.run("COMMIT");
    return result;
  } catch (error) {
    // Not through the connection's own `run`, which does nothing more once the signal has aborted. There is nothing
    // to roll back where the commit itself failed.
    await connection.raw.run("ROLLBACK").catch(() => {});
    throw error;
  }
}

import type { Session } from "../session.ts";

// The key is what makes a load happen once: of two attempts that both found no row, only one commits.
const LEDGER = `CREATE TABLE IF NOT EXISTS _waybill_ledger (
  run_id VARCHAR, table_name VARCHAR, generation INTEGER, pipeline VARCHAR, mode VARCHAR,
  sequence BIGINT, loaded_at TIMESTAMP WITH TIME ZONE, undo_until TIMESTAMP WITH TIME ZONE,
  got BIGINT, inserted BIGINT, updated BIGINT, unchanged BIGINT, superseded BIGINT, discarded BIGINT,
  drift VARCHAR, expired BOOLEAN,
  undone_at TIMESTAMP WITH TIME ZONE, removed BIGINT, restored BIGINT,
  PRIMARY KEY (run_id, table_name))`;

// Whose rows a run changed or found unchanged: while it stands, theirs cannot be taken back.
const TOUCHED = `CREATE TABLE IF NOT EXISTS _waybill_touched (
  run_id VARCHAR, table_name VARCHAR, earlier_run VARCHAR)`;

export async function prepareLedger({ connection }: Session): Promise<void> {
  await connection.run(LEDGER);
  await connection.run(TOUCHED);
}

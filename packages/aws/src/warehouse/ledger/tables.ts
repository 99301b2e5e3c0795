import { type Statement, statement } from "../sql/statement.ts";
import { LEDGER, TOUCHED } from "../tables/name.ts";

// Redshift enforces no key: the lock on this table and a look into it are what make a load happen once.
export const prepareLedger: readonly Statement[] = [
  statement(
    "prepare",
    `CREATE TABLE IF NOT EXISTS ${LEDGER} (run_id VARCHAR(64), table_name VARCHAR(512), generation INTEGER,
      pipeline VARCHAR(512), mode VARCHAR(16), sequence BIGINT, loaded_at TIMESTAMPTZ, undo_until TIMESTAMPTZ,
      got BIGINT, inserted BIGINT, updated BIGINT, unchanged BIGINT, superseded BIGINT, discarded BIGINT,
      drift VARCHAR(65535), expired BOOLEAN, undone_at TIMESTAMPTZ, removed BIGINT, restored BIGINT)`,
  ),
  // Whose rows a run changed or found unchanged: while it stands, theirs cannot be taken back.
  statement(
    "prepare",
    `CREATE TABLE IF NOT EXISTS ${TOUCHED} (run_id VARCHAR(64), table_name VARCHAR(512), earlier_run VARCHAR(64))`,
  ),
];

/** The first statement of each batch that writes: others wait here, and then see what this one has committed. */
export const lockLedger: Statement = statement("lock", `LOCK ${LEDGER}`);

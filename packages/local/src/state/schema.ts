import type { DatabaseSync } from "node:sqlite";
import { Permanent } from "@waybill/core";
import { MIGRATIONS } from "./migrations/index.ts";
import { Sql } from "./sql.ts";

/** SQLite's `application_id` of a state: "WAYB" in ASCII. */
export const APPLICATION_ID = 0x57_41_59_42;

/**
 * Brings the database to the version that this code knows, in one transaction; an empty one too.
 * Errors: `Permanent` `state.newer-version`, `state.foreign`.
 */
export function migrate(database: DatabaseSync, migrations: readonly string[] = MIGRATIONS): void {
  const sql = new Sql(database, "state");
  if (versionOf(sql, database, migrations.length) === migrations.length) return;
  sql.transaction(() => {
    // Read again: another process may have been faster.
    const version = versionOf(sql, database, migrations.length);
    for (const migration of migrations.slice(version)) sql.execute(migration);
    sql.execute(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${migrations.length}`);
  });
}

function versionOf(sql: Sql, database: DatabaseSync, known: number): number {
  const where = database.location() ?? undefined;
  const { version, application, tables } = identityOf(sql);
  if (application !== APPLICATION_ID && (version > 0 || tables > 0)) {
    throw new Permanent("state.foreign", "the database in the state folder is not Waybill's", {
      where,
      why: "it is a SQLite file that another program made",
      next: "move it away, or use another folder: --state <folder>",
    });
  }
  if (version > known) {
    throw new Permanent(
      "state.newer-version",
      `the state has version ${version}, this Waybill knows up to ${known}`,
      {
        where,
        why: "a newer Waybill has worked in this folder, and an older one could damage what it wrote",
        next: "update Waybill (git pull && npm install, or npm update @waybill/cli), or use another folder: --state <folder>",
      },
    );
  }
  return version;
}

const identityOf = (sql: Sql) =>
  sql
    .query<{ version: number; application: number; tables: number }>(
      `SELECT user_version AS version, application_id AS application, (SELECT count(*) FROM sqlite_schema) AS tables
       FROM pragma_user_version, pragma_application_id`,
    )
    .get() ?? { version: 0, application: 0, tables: 0 };

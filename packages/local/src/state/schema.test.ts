import { DatabaseSync } from "node:sqlite";
import { describe, expect, test } from "vitest";
import { errorOf } from "../testing/error-of.ts";
import { MIGRATIONS } from "./migrations/index.ts";
import { APPLICATION_ID, migrate } from "./schema.ts";

const MADE = [
  "CREATE TABLE a(x); INSERT INTO a VALUES (1)",
  "ALTER TABLE a ADD COLUMN y; UPDATE a SET y = x + 1",
];
const version = (database: DatabaseSync) => database.prepare("PRAGMA user_version").get()?.user_version;

describe("migrate", () => {
  test("brings an empty database to the newest version, and marks it as Waybill's", () => {
    using database = new DatabaseSync(":memory:");
    migrate(database);
    expect(version(database)).toBe(MIGRATIONS.length);
    expect(database.prepare("PRAGMA application_id").get()).toEqual({ application_id: APPLICATION_ID });
  });

  test("goes on from where an older Waybill stopped, and keeps what is there", () => {
    using database = new DatabaseSync(":memory:");
    migrate(database, MADE.slice(0, 1));
    expect(version(database)).toBe(1);
    migrate(database, MADE);
    migrate(database, MADE);
    expect(version(database)).toBe(2);
    expect(database.prepare("SELECT x, y FROM a").all()).toEqual([{ x: 1, y: 2 }]);
  });

  test("a migration that fails changes nothing", () => {
    using database = new DatabaseSync(":memory:");
    migrate(database, MADE.slice(0, 1));
    expect(() =>
      migrate(database, [...MADE.slice(0, 1), "ALTER TABLE a ADD COLUMN y; SELECT nonsense"]),
    ).toThrow();
    expect(version(database)).toBe(1);
    expect(database.prepare("SELECT * FROM a").all()).toEqual([{ x: 1 }]);
  });

  test("a newer state is left alone, with both versions named", () => {
    using database = new DatabaseSync(":memory:");
    migrate(database, MADE);
    const error = errorOf(() => migrate(database, MADE.slice(0, 1)));
    expect(error).toMatchObject({ class: "permanent", code: "state.newer-version" });
    expect(error.message).toBe("the state has version 2, this Waybill knows up to 1");
    expect(error.next).toContain("update Waybill");
  });

  test("a version without Waybill's mark is another program's", () => {
    using database = new DatabaseSync(":memory:");
    database.exec("PRAGMA user_version = 1");
    expect(errorOf(() => migrate(database))).toMatchObject({ code: "state.foreign" });
  });
});

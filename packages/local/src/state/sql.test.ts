import { DatabaseSync } from "node:sqlite";
import { Permanent } from "@waybill/core";
import { describe, expect, test } from "vitest";
import { errorOf } from "../testing/error-of.ts";
import { Sql } from "./sql.ts";

function made() {
  const database = new DatabaseSync(":memory:");
  database.exec("CREATE TABLE t(id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT");
  return { database, sql: new Sql(database, "bus") };
}

describe("Sql", () => {
  test("a query gives one row, all rows, or how many it changed", () => {
    const { sql } = made();
    const insert = sql.query("INSERT INTO t(text) VALUES (?)");
    expect([insert.run("a"), insert.run("b")]).toEqual([1, 1]);
    const read = sql.query<{ text: string }>("SELECT text FROM t WHERE id >= ? ORDER BY id");
    expect(read.get(1)?.text).toBe("a");
    expect(read.get(9)).toBeUndefined();
    expect(read.all(1).map(({ text }) => text)).toEqual(["a", "b"]);
    expect(sql.query("DELETE FROM t").run()).toBe(2);
  });

  test("a transaction is all or nothing", () => {
    const { database, sql } = made();
    const insert = sql.query("INSERT INTO t(text) VALUES (?)");
    const stop = new Permanent("test.stop", "stop");
    expect(
      errorOf(() =>
        sql.transaction(() => {
          insert.run("a");
          throw stop;
        }),
      ),
    ).toBe(stop);
    expect(database.isTransaction).toBe(false);
    expect(sql.transaction(() => insert.run("b"))).toBe(1);
    expect(database.prepare("SELECT text FROM t").all()).toEqual([{ text: "b" }]);
  });

  test("a full disk in a transaction is said so, and leaves the connection usable", () => {
    const { database, sql } = made();
    const insert = sql.query("INSERT INTO t(text) VALUES (?)");
    database.exec("PRAGMA max_page_count = 4");
    const fill = () => sql.transaction(() => [1, 2, 3, 4, 5].map(() => insert.run("x".repeat(4000))));
    expect(errorOf(fill)).toMatchObject({ class: "permanent", code: "state.no-space" });
    expect(database.prepare("SELECT count(*) AS n FROM t").get()).toEqual({ n: 0 });
    expect(insert.run("small")).toBe(1);
  });

  test("a mistake in the text or the values is not hidden behind a code", () => {
    const { sql } = made();
    expect(() => sql.query("INSERT INTO t(text) VALUES (?)").run(undefined as never)).toThrow(TypeError);
  });
});

import { execFile } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { promisify } from "node:util";
import { describe, expect, test, vi } from "vitest";
import { errorOf } from "../testing/error-of.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { openState } from "./open.ts";

const command = "waybill run flights";
const run = promisify(execFile);

/** SQLite's number for `synchronous = full`. */
const FULL = 2;

const pragma = (connection: DatabaseSync, name: string): unknown =>
  Object.values(connection.prepare(`PRAGMA ${name}`).get() ?? {})[0];

describe("openState", () => {
  test("makes the folder and what is in it for who works there", () => {
    using parent = temporaryFolder();
    using state = openState(join(parent.path, "a", ".waybill"), { command });
    expect(readdirSync(state.folder).sort()).toEqual(
      expect.arrayContaining(["artifacts", "tmp", "waybill.sqlite"]),
    );
    expect(state.warehouse).toBe(join(state.folder, "warehouse.duckdb"));
  });

  test("keeps what was written when it is opened again", () => {
    using folder = temporaryFolder();
    const first = openState(folder.path, { command });
    first.connection.exec("INSERT INTO run(id, planned) VALUES ('a', 7)");
    first.close();
    using second = openState(folder.path, { command });
    expect(second.connection.prepare("SELECT planned FROM run").get()).toEqual({ planned: 7 });
  });

  test("who looks on is told where nothing has run, and makes nothing", () => {
    using folder = temporaryFolder();
    const path = join(folder.path, ".waybill");
    expect(errorOf(() => openState(path))).toMatchObject({
      class: "usage",
      code: "state.none",
      where: path,
      next: expect.stringContaining("waybill run"),
    });
    expect(existsSync(path)).toBe(false);
  });

  test("who looks on sees what is written meanwhile, and can write beside it", () => {
    using folder = temporaryFolder();
    using worker = openState(folder.path, { command });
    using reader = openState(folder.path);
    worker.connection.exec("INSERT INTO run(id, planned) VALUES ('a', 1)");
    expect(reader.connection.prepare("SELECT count(*) AS n FROM run").get()).toEqual({ n: 1 });
    worker.connection.exec("BEGIN IMMEDIATE");
    expect(reader.connection.prepare("SELECT count(*) AS n FROM run").get()).toEqual({ n: 1 });
    worker.connection.exec("COMMIT");
    reader.connection.exec("INSERT INTO run(id, planned) VALUES ('b', 1)");
  });

  test("a database that is none, or another program's, is said to be that and left alone", () => {
    using folder = temporaryFolder();
    const path = join(folder.path, "waybill.sqlite");
    writeFileSync(path, "this is a letter, not a database. ".repeat(50));
    expect(errorOf(() => openState(folder.path))).toMatchObject({ code: "state.damaged", where: path });

    using other = temporaryFolder();
    const database = new DatabaseSync(join(other.path, "waybill.sqlite"));
    database.exec("CREATE TABLE letters(text)");
    database.close();
    const error = errorOf(() => openState(other.path, { command }));
    expect(error).toMatchObject({
      class: "permanent",
      code: "state.foreign",
      next: expect.stringContaining("--state"),
    });
    using untouched = new DatabaseSync(join(other.path, "waybill.sqlite"));
    expect(untouched.prepare("SELECT name FROM sqlite_schema").all()).toEqual([{ name: "letters" }]);
  });

  test("a file in the folder's place is said to be one", () => {
    using folder = temporaryFolder();
    const path = join(folder.path, "state");
    writeFileSync(path, "");
    for (const place of [path, join(path, "below")]) {
      expect(errorOf(() => openState(place, { command }))).toMatchObject({
        class: "usage",
        code: "state.not-a-folder",
      });
    }
  });

  test("a folder in the database's place cannot be opened, and the lock is given back", () => {
    using folder = temporaryFolder();
    mkdirSync(join(folder.path, "waybill.sqlite"));
    for (const _ of [1, 2]) {
      expect(errorOf(() => openState(folder.path, { command }))).toMatchObject({ code: "state.no-access" });
    }
  });

  // Linux lets nobody make a folder there, not even root.
  test.skipIf(!existsSync("/sys/kernel"))("where nothing can be written, the folder is named", () => {
    const error = errorOf(() => openState("/sys/waybill", { command }));
    expect(error).toMatchObject({ class: "permanent", where: "/sys/waybill" });
    expect(error.code).toMatch(/^state\.(no-permission|read-only)$/);
    expect(error.message).toContain("make the state folder");
  });

  test.each([
    ["normal", 1],
    ["full", FULL],
  ] as const)("durability %s is SQLite's, also after a sync", (durability, level) => {
    using folder = temporaryFolder();
    using state = openState(folder.path, { command, durability });
    expect(pragma(state.connection, "synchronous")).toBe(level);
    state.sync();
    expect(pragma(state.connection, "synchronous")).toBe(level);
    expect(pragma(state.connection, "journal_mode")).toBe("wal");
  });

  test("a sync is a commit that is on the disk before it counts, and so is all before it", () => {
    using folder = temporaryFolder();
    using state = openState(folder.path, { command });
    const { connection, database } = state;
    const walSize = () => statSync(`${database}-wal`).size;
    const levels: unknown[] = [];
    const execute = connection.exec.bind(connection);
    vi.spyOn(connection, "exec").mockImplementation((text) => {
      const before = walSize();
      execute(text);
      if (walSize() > before) levels.push(pragma(connection, "synchronous"));
    });
    state.sync();
    expect(levels).toEqual([FULL]);
  });

  test("closing twice is closing once", () => {
    using folder = temporaryFolder();
    const state = openState(folder.path, { command });
    state.close();
    state.close();
    openState(folder.path, { command }).close();
  });

  test("many that look on at a folder just made all get in", async () => {
    using folder = temporaryFolder();
    writeFileSync(join(folder.path, "waybill.sqlite"), "");
    const script = `import { openState } from ${JSON.stringify(join(import.meta.dirname, "open.ts"))};
      const state = openState(${JSON.stringify(folder.path)});
      console.log(state.connection.prepare("SELECT count(*) AS n FROM run").get().n);`;
    const args = ["--no-warnings", "--input-type=module-typescript", "-e", script];
    const outputs = await Promise.all(Array.from({ length: 4 }, () => run(process.execPath, args)));
    expect(outputs.map(({ stdout }) => stdout.trim())).toEqual(["0", "0", "0", "0"]);
  });
});

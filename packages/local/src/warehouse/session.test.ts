import { tmpdir } from "node:os";
import { type Database, openDatabase } from "@waybill/core/engine";
import { afterAll, beforeAll, expect, it } from "vitest";
import { inSession, inTransaction } from "./session.ts";

let database: Database;
beforeAll(async () => {
  database = await openDatabase({ tempDirectory: tmpdir() });
});
afterAll(() => database.close());

it("knows what the engine calls the opened file", async () => {
  expect(await inSession(database, undefined, async ({ catalog }) => catalog)).toBe("memory");
});

it("a transaction is all of the work, or nothing; the connection goes on either way", async () => {
  await inSession(database, undefined, async (session) => {
    const { connection } = session;
    const failing = inTransaction(session, async () => {
      await connection.run("create table lost (a int)");
      throw new Error("half way");
    });
    await expect(failing).rejects.toThrow("half way");
    await inTransaction(session, () => connection.run("create table kept (a int)"));
    expect(await connection.all("show tables")).toEqual([{ name: "kept" }]);
  });
});

it("also where the signal aborts in its middle", async () => {
  const stop = new AbortController();
  await inSession(database, stop.signal, async (session) => {
    const stopped = inTransaction(session, async () => {
      await session.connection.run("create table lost (a int)");
      stop.abort(new Error("stopped"));
    });
    await expect(stopped).rejects.toThrow("stopped");
  });
  await inSession(database, undefined, async ({ connection }) => {
    expect(await connection.all("show tables")).not.toContainEqual({ name: "lost" });
  });
});

it("closes its connection after a failure", async () => {
  const failing = inSession(database, undefined, async ({ connection }) => connection.run("selec 1"));
  await expect(failing).rejects.toMatchObject({ code: "sql.failed" });
});

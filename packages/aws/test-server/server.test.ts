import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  BatchExecuteStatementCommand,
  CancelStatementCommand,
  DescribeStatementCommand,
  ExecuteStatementCommand,
  GetStatementResultCommand,
  ListStatementsCommand,
  RedshiftDataClient,
} from "@aws-sdk/client-redshift-data";
import { openDatabase } from "@waybill/core/engine";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { clientConfig } from "../src/client/config.ts";
import { emptyDatabase } from "./database.ts";
import { type DataApiServer, dataApiServer } from "./server.ts";

beforeAll(async () => void (await emptyDatabase()), 60_000);

const AT = { WorkgroupName: "w", Database: "dev" };
let server: DataApiServer;
let client: RedshiftDataClient;
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "waybill-data-api-"));
  server = await dataApiServer({ files: (uri) => join(folder, uri.replace("s3://b/", "")), eventsEach: 2 });
  client = new RedshiftDataClient(clientConfig(server.settings));
});
afterEach(async () => {
  client.destroy();
  await server[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

const submit = async (...sqls: string[]) =>
  (await client.send(new BatchExecuteStatementCommand({ ...AT, Sqls: sqls }))).Id ?? "";
const outcome = async (...sqls: string[]) => {
  const Id = await submit(...sqls);
  await server.idle();
  return client.send(new DescribeStatementCommand({ Id }));
};
const count = async (table: string) =>
  Number((await server.database.raw(`SELECT count(*) FROM ${table}`)).rows[0]?.[0]);

describe("as strict as Redshift", () => {
  it("a batch is one transaction: of one that fails nothing is left, and the failed part is named", async () => {
    await outcome("CREATE TABLE t (a INTEGER)");
    const failed = await outcome("INSERT INTO t VALUES (1)", "SELECT 1 / 0", "SELECT 2");
    expect(failed).toMatchObject({ Status: "FAILED", Error: expect.stringContaining("#2") });
    expect(failed.SubStatements?.map(({ Status }) => Status)).toEqual(["FINISHED", "FAILED", "ABORTED"]);
    expect(await count("t")).toBe(0);
  });

  it("TRUNCATE commits what came before it", async () => {
    await outcome("CREATE TABLE t (a INTEGER)", "CREATE TABLE u (a INTEGER)");
    await outcome("INSERT INTO t VALUES (1)", "TRUNCATE u", "INSERT INTO t VALUES (2)", "SELECT 1 / 0");
    expect(await count("t")).toBe(1);
  });

  it("a VARCHAR counts bytes, also once it is longer", async () => {
    await outcome('CREATE TABLE t ("a" VARCHAR(3))');
    expect(await outcome("INSERT INTO t VALUES ('éé')")).toMatchObject({
      Status: "FAILED",
      Error: expect.stringMatching(/too long/i),
    });
    const inBatch = await outcome('ALTER TABLE t ALTER COLUMN "a" TYPE VARCHAR(4)');
    expect(inBatch).toMatchObject({ Status: "FAILED", Error: expect.stringContaining("transaction block") });
    await client.send(
      new ExecuteStatementCommand({ ...AT, Sql: 'ALTER TABLE t ALTER COLUMN "a" TYPE VARCHAR(4)' }),
    );
    expect(await outcome("INSERT INTO t VALUES ('éé')")).toMatchObject({ Status: "FINISHED" });
    expect(await outcome("INSERT INTO t VALUES ('ééé')")).toMatchObject({ Status: "FAILED" });
  });

  it("a MERGE whose source matches a row twice fails", async () => {
    await outcome("CREATE TABLE t (a INTEGER, b INTEGER)", "CREATE TABLE s (a INTEGER, b INTEGER)");
    await outcome("INSERT INTO t VALUES (1, 0)", "INSERT INTO s VALUES (1, 1), (1, 2)");
    const merged = await outcome(
      "MERGE INTO t USING s ON t.a = s.a WHEN MATCHED THEN UPDATE SET b = s.b WHEN NOT MATCHED THEN INSERT VALUES (s.a, s.b)",
    );
    expect(merged.Status).toBe("FAILED");
  });

  it("quoted names are in small letters, a backslash escapes, and what only Postgres knows is refused", async () => {
    await outcome('CREATE TABLE "T" ("A" VARCHAR(9))', "INSERT INTO t VALUES ('it\\'s')");
    expect((await server.database.raw("SELECT a FROM t")).rows).toEqual([["it's"]]);
    for (const sql of [
      "SELECT 1 IS DISTINCT FROM 2",
      "INSERT INTO t VALUES ('x') RETURNING a",
      "SELECT count(*) FILTER (WHERE true) FROM t",
    ]) {
      expect(await outcome(sql)).toMatchObject({
        Status: "FAILED",
        Error: expect.stringContaining("syntax error"),
      });
    }
  });

  it.each([
    ["more than 40 statements", Array.from({ length: 41 }, () => "SELECT 1")],
    ["a statement of more than 100 KB", [`SELECT '${"x".repeat(100_001)}'`]],
    ["a transaction in the transaction", ["BEGIN"]],
  ])("%s are refused", async (_, sqls) => {
    await expect(submit(...sqls)).rejects.toMatchObject({ name: "ValidationException" });
  });

  it("temporary tables end with their statement", async () => {
    expect(await outcome("CREATE TEMP TABLE x (a INTEGER)", "INSERT INTO x VALUES (1)")).toMatchObject({
      Status: "FINISHED",
    });
    expect(await outcome("SELECT * FROM x")).toMatchObject({ Status: "FAILED" });
  });
});

describe("COPY", () => {
  const copied = async (declared: string, query: string, length?: number) => {
    const engine = await openDatabase({ tempDirectory: folder });
    const connection = await engine.connect();
    await connection.copy(query, join(folder, "a.parquet"));
    connection.close();
    engine.close();
    const bytes = length ?? (await stat(join(folder, "a.parquet"))).size;
    const entries = [{ url: "s3://b/a.parquet", mandatory: true, meta: { content_length: bytes } }];
    await writeFile(join(folder, "m.json"), JSON.stringify({ entries }));
    const copy = "COPY t FROM 's3://b/m.json' IAM_ROLE 'arn:x' FORMAT AS PARQUET MANIFEST";
    return outcome(`CREATE TABLE t (${declared})`, copy);
  };

  it("goes by position, whatever the columns are called", async () => {
    expect(await copied("x INTEGER, y VARCHAR(5)", "SELECT 1::INTEGER AS b, 'v' AS a")).toMatchObject({
      Status: "FINISHED",
    });
    expect((await server.database.raw("SELECT x, y FROM t")).rows).toEqual([["1", "v"]]);
  });

  it("fills in for last columns that are absent, where it is told to", async () => {
    await copied("x INTEGER", "SELECT 1::INTEGER AS a");
    const copy = "COPY u FROM 's3://b/m.json' IAM_ROLE 'arn:x' FORMAT AS PARQUET MANIFEST";
    expect(await outcome("CREATE TABLE u (x INTEGER, y INTEGER)", copy)).toMatchObject({ Status: "FAILED" });
    await outcome("CREATE TABLE u (x INTEGER, y INTEGER)", `${copy} FILLRECORD`);
    expect((await server.database.raw("SELECT x, y FROM u")).rows).toEqual([["1", null]]);
  });

  it.each([
    ["another number of columns", "x INTEGER", "SELECT 1::INTEGER AS a, 2::INTEGER AS b", undefined],
    ["another type", "x INTEGER", "SELECT 1::BIGINT AS a", undefined],
    ["a decimal of another scale", "x DECIMAL(10,2)", "SELECT 1::DECIMAL(10,3) AS a", undefined],
    ["a text that is too long", "x VARCHAR(1)", "SELECT 'é' AS a", undefined],
    ["another size than the manifest says", "x INTEGER", "SELECT 1::INTEGER AS a", 1],
  ])("fails on %s, and notes why", async (_, declared, query, length) => {
    expect(await copied(declared, query, length)).toMatchObject({ Status: "FAILED" });
    const { rows } = await server.database.raw("SELECT file_name FROM redshift.sys_load_error_detail");
    expect(rows).toEqual([["s3://b/a.parquet"]]);
  });
});

describe("the operations", () => {
  it("the same token is the same statement", async () => {
    const send = () =>
      client.send(new BatchExecuteStatementCommand({ ...AT, Sqls: ["SELECT 1"], ClientToken: "t" }));
    expect((await send()).Id).toBe((await send()).Id);
    expect(server.taken).toHaveLength(1);
  });

  it("a state comes later, an event as often as it is told to, and statements are found by the start of their names", async () => {
    server.hold();
    for (const name of ["w:1", "w:2", "w:3", "x:1"]) {
      await client.send(
        new BatchExecuteStatementCommand({ ...AT, Sqls: ["SELECT 1"], StatementName: name, WithEvent: true }),
      );
    }
    const page = await client.send(new ListStatementsCommand({ StatementName: "w:", Status: "ALL" }));
    expect(page.Statements?.map(({ StatementName, Status }) => [StatementName, Status])).toEqual([
      ["w:3", "SUBMITTED"],
      ["w:2", "SUBMITTED"],
    ]);
    expect(page.NextToken).toBe("2");
    await client.send(new CancelStatementCommand({ Id: page.Statements?.[0]?.Id }));
    server.release();
    await server.idle();
    expect(server.events.map(({ statementName, state }) => `${statementName} ${state}`)).toEqual([
      ...["w:1 FINISHED", "w:1 FINISHED", "w:2 FINISHED", "w:2 FINISHED"],
      ...["w:3 ABORTED", "w:3 ABORTED", "x:1 FINISHED", "x:1 FINISHED"],
    ]);
  });

  it("a result has types and pages", async () => {
    const done = await outcome(
      "SELECT g AS n, NULL AS nothing, g = 1 AS first FROM generate_series(1, 51) AS g",
    );
    const Id = done.SubStatements?.[0]?.Id;
    const first = await client.send(new GetStatementResultCommand({ Id }));
    expect(first.ColumnMetadata?.map(({ name, typeName }) => [name, typeName])).toEqual([
      ["n", "int4"],
      ["nothing", "varchar"],
      ["first", "bool"],
    ]);
    expect(first.Records?.[0]).toEqual([{ longValue: 1 }, { isNull: true }, { booleanValue: true }]);
    const second = await client.send(new GetStatementResultCommand({ Id, NextToken: first.NextToken }));
    expect([first.Records?.length, second.Records?.length, second.NextToken]).toEqual([50, 1, undefined]);
  });
});

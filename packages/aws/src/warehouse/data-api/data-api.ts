import {
  BatchExecuteStatementCommand,
  DescribeStatementCommand,
  type DescribeStatementResponse,
  ExecuteStatementCommand,
  GetStatementResultCommand,
  ListStatementsCommand,
  RedshiftDataClient,
} from "@aws-sdk/client-redshift-data";
import { clientConfig } from "../../client/config.ts";
import { awsFailure } from "../../client/failure.ts";
import type { RedshiftOptions } from "../settings.ts";
import type { Statement } from "../sql/statement.ts";
import { refuseLarge } from "./limits.ts";
import { fieldValue, type Table } from "./rows.ts";

/** The Data API of one database. Errors: as AWS says; `Transient` `warehouse.unavailable` where it is out. */
export interface DataApi {
  /** Takes statements in as one transaction; its id. The same token again: the same one, for 8 hours. */
  submit(statements: readonly Statement[], options?: SubmitOptions): Promise<string>;
  /** One statement in no transaction. */
  execute(statement: Statement): Promise<string>;
  describe(id: string): Promise<DescribeStatementResponse>;
  /** Statements of the last 24 hours whose name begins like this. */
  list(name: string): Promise<readonly Listed[]>;
  /** What a statement yields, `${id}:${n}` for the nth of a batch. */
  result(id: string): Promise<Table>;
  close(): void;
}

export interface SubmitOptions {
  readonly name?: string;
  readonly token?: string;
  /** EventBridge hears of its end. */
  readonly event?: boolean;
}

export interface Listed {
  readonly id: string;
  readonly name: string;
  /** The SQL of each. */
  readonly statements: readonly string[];
}

export function dataApi({ settings, place, database, secretArn }: RedshiftOptions): DataApi {
  const client = new RedshiftDataClient(clientConfig(settings));
  const where =
    "workgroup" in place ? { WorkgroupName: place.workgroup } : { ClusterIdentifier: place.cluster };
  const at = {
    ...where,
    Database: database,
    ...("dbUser" in place && { DbUser: place.dbUser }),
    ...(secretArn && { SecretArn: secretArn }),
  };
  const called = async <T>(doing: string, work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw awsFailure(error, { unavailable: "warehouse.unavailable", doing, where: `database ${database}` });
    }
  };
  return {
    submit: (statements, { name, token, event = false } = {}) =>
      called("send statements to Redshift", async () => {
        refuseLarge(statements);
        const { Id } = await client.send(
          new BatchExecuteStatementCommand({
            ...at,
            Sqls: statements.map(({ sql }) => sql),
            WithEvent: event,
            ...(name && { StatementName: name }),
            ...(token && { ClientToken: token }),
          }),
        );
        return Id ?? "";
      }),
    execute: ({ sql }) =>
      called("send a statement to Redshift", async () => {
        const { Id } = await client.send(new ExecuteStatementCommand({ ...at, Sql: sql }));
        return Id ?? "";
      }),
    describe: (id) =>
      called("ask how a statement is doing", () => client.send(new DescribeStatementCommand({ Id: id }))),
    list: (name) =>
      called("list the statements of Redshift", async () => {
        const found: Listed[] = [];
        let next: string | undefined;
        do {
          const page = await client.send(
            new ListStatementsCommand({
              ...where,
              Database: database,
              StatementName: name,
              Status: "ALL",
              ...(next && { NextToken: next }),
            }),
          );
          found.push(
            ...(page.Statements ?? []).map(({ Id = "", StatementName = "", QueryStrings = [] }) => ({
              id: Id,
              name: StatementName,
              statements: QueryStrings,
            })),
          );
          next = page.NextToken;
        } while (next);
        return found;
      }),
    result: (id) => called("read what a statement yields", () => readResult(client, id)),
    close: () => client.destroy(),
  };
}

async function readResult(client: RedshiftDataClient, id: string): Promise<Table> {
  const rows: unknown[][] = [];
  let columns: Table["columns"] = [];
  let next: string | undefined;
  do {
    const page = await client.send(
      new GetStatementResultCommand({ Id: id, ...(next && { NextToken: next }) }),
    );
    const metadata = page.ColumnMetadata ?? [];
    columns = metadata.map(({ name = "", typeName = "" }) => ({ name, type: typeName }));
    rows.push(
      ...(page.Records ?? []).map((row) => row.map((field, i) => fieldValue(field, metadata[i] ?? {}))),
    );
    next = page.NextToken;
  } while (next);
  return { columns, rows };
}

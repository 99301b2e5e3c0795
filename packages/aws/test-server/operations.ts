import type {
  BatchExecuteStatementInput,
  CancelStatementRequest,
  DescribeStatementRequest,
  ExecuteStatementInput,
  GetStatementResultRequest,
  ListStatementsRequest,
} from "@aws-sdk/client-redshift-data";
import { type Operation, ServiceError } from "../src/bus/testing/fake-aws.ts";
import { pageOf } from "./result.ts";
import { type Submitted, submitted } from "./statements.ts";

const STATEMENTS = 40;
const STATEMENT_BYTES = 100_000;

/** The Data API's operations on what was taken in. `take`: what is to become of a new statement. */
export function dataApiOperations(
  taken: Submitted[],
  take: (statement: Submitted) => void,
): Record<string, Operation> {
  const find = (id: string | undefined): Submitted => {
    const found = taken.find((one) => one.id === id);
    if (!found) throw new ServiceError("ResourceNotFoundException", `no statement ${id}`);
    return found;
  };
  const accept = (
    sqls: readonly string[],
    input: ExecuteStatementInput | BatchExecuteStatementInput,
    batch: boolean,
  ) => {
    refuse(sqls, input);
    const again = input.ClientToken && taken.find(({ token }) => token === input.ClientToken);
    const { StatementName: name = "", ClientToken: token, WithEvent: withEvent = false } = input;
    const statement = again || submitted(sqls, { name, token, batch, withEvent });
    if (!again) {
      taken.push(statement);
      take(statement);
    }
    return { Id: statement.id, CreatedAt: Date.now() / 1000, Database: input.Database };
  };
  return {
    ExecuteStatement: (input: ExecuteStatementInput) => accept([input.Sql ?? ""], input, false),
    BatchExecuteStatement: (input: BatchExecuteStatementInput) => accept(input.Sqls ?? [], input, true),
    DescribeStatement: ({ Id }: DescribeStatementRequest) => described(find(Id)),
    GetStatementResult: ({ Id, NextToken }: GetStatementResultRequest) => {
      const part = taken.flatMap(({ parts }) => parts).find(({ id }) => id === Id);
      if (!part?.result || part.status !== "FINISHED") {
        throw new ServiceError("ResourceNotFoundException", `statement ${Id} has no result`);
      }
      return pageOf(part.result, NextToken);
    },
    ListStatements: ({ StatementName = "", NextToken }: ListStatementsRequest) => {
      const named = taken.filter(({ name }) => name.startsWith(StatementName)).reverse();
      const at = Number(NextToken ?? 0);
      return {
        Statements: named.slice(at, at + PAGE).map((one) => ({
          Id: one.id,
          StatementName: one.name,
          Status: one.status,
          QueryStrings: one.parts.map(({ sql }) => sql),
          IsBatchStatement: one.batch,
        })),
        ...(named.length > at + PAGE && { NextToken: String(at + PAGE) }),
      };
    },
    CancelStatement: ({ Id }: CancelStatementRequest) => {
      const statement = find(Id);
      if (statement.status === "SUBMITTED") statement.status = "ABORTED";
      return { Status: statement.status === "ABORTED" };
    },
  };
}

/** As few as forces whoever asks to turn pages. */
const PAGE = 2;

function refuse(
  sqls: readonly string[],
  { WorkgroupName, ClusterIdentifier, Database }: ExecuteStatementInput | BatchExecuteStatementInput,
): void {
  const why = [
    sqls.length === 0 && "no statement",
    sqls.length > STATEMENTS && `${sqls.length} statements, at most ${STATEMENTS}`,
    sqls.some((sql) => Buffer.byteLength(sql) > STATEMENT_BYTES) && "a statement of more than 100 KB",
    sqls.some((sql) => /^\s*(BEGIN|COMMIT|ROLLBACK|START)\b/i.test(sql)) &&
      "a batch is a transaction already",
    !(WorkgroupName ?? ClusterIdentifier) && "no workgroup and no cluster",
    !Database && "no database",
  ].filter((each) => each !== false);
  if (why.length > 0) throw new ServiceError("ValidationException", why.join("; "));
}

const described = (statement: Submitted) => ({
  Id: statement.id,
  Status: statement.status,
  ...(statement.error !== null && { Error: statement.error }),
  HasResultSet: statement.parts.some(({ result }) => result !== null),
  ...(statement.batch
    ? {
        QueryStrings: statement.parts.map(({ sql }) => sql),
        SubStatements: statement.parts.map((part) => ({
          Id: part.id,
          QueryString: part.sql,
          Status: part.status,
          RedshiftQueryId: part.queryId,
          HasResultSet: part.result !== null,
          ...(part.error !== null && { Error: part.error }),
        })),
      }
    : { QueryString: statement.parts[0]?.sql, RedshiftQueryId: statement.parts[0]?.queryId }),
});

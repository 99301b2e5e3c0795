import type { DescribeStatementResponse, SubStatementData } from "@aws-sdk/client-redshift-data";
import { expect, it } from "vitest";
import type { Session } from "../session.ts";
import { type Purpose, statement } from "../sql/statement.ts";
import { explain } from "./explain.ts";
import { mayPass } from "./failed.ts";

const failing = (purpose: Purpose, error: string): DescribeStatementResponse => {
  const part = (Status: SubStatementData["Status"], of: Purpose, said?: string): SubStatementData => ({
    Id: "x:1",
    Status,
    QueryString: statement(of, "SELECT 1").sql,
    ...(said && { Error: said }),
  });
  return {
    Id: "x",
    Status: "FAILED",
    Error: "Query #2 failed",
    SubStatements: [part("FINISHED", "lock"), part("FAILED", purpose, error), part("ABORTED", "report")],
  };
};
/** None of these failures asks Redshift for more. */
const session = {} as Session;
const context = { where: "run r, table orders", table: "orders", key: ["id", "day"] };

it.each<[Purpose, string, string, string]>([
  ["check-null-key", "2 rows", "warehouse.null-key", "permanent"],
  ["check-duplicate-key", "id = 7", "warehouse.duplicate-key", "permanent"],
  ["check-table-key", "id = 7", "warehouse.duplicate-key", "permanent"],
  ["check-artifact", "2 rows", "warehouse.copy-failed", "permanent"],
  ["check-books", "3 came in", "warehouse.books", "permanent"],
  ["check-table", "4 columns", "warehouse.unavailable", "transient"],
  ["check-ledger", "2 loads", "warehouse.unavailable", "transient"],
  [
    "write",
    "ERROR: 1023 DETAIL: Serializable isolation violation on table",
    "warehouse.unavailable",
    "transient",
  ],
  ["change-table", "ERROR: must be owner of relation orders", "warehouse.denied", "permanent"],
  ["write", "ERROR: Value too long for character type", "warehouse.too-long", "permanent"],
  ["shape", "ERROR: 1.5e400 is out of range", "warehouse.refused", "permanent"],
  ["copy", "ERROR: S3 access denied", "warehouse.copy-failed", "permanent"],
])("a failed %s: %s", async (purpose, said, code, kind) => {
  const error = await explain(session, failing(purpose, said), context);
  expect(error).toMatchObject({ code, class: kind, where: expect.stringContaining("orders") });
  expect(error.why).toContain(said);
  expect(error.next).toMatch(/\w/);
  expect(mayPass(failing(purpose, said))).toBe(kind === "transient");
});

it("a batch that was stopped may pass, whatever it was doing", async () => {
  const batch: DescribeStatementResponse = { Id: "x", Status: "ABORTED" };
  expect(mayPass(batch)).toBe(true);
  expect(await explain(session, batch, context)).toMatchObject({
    code: "warehouse.unavailable",
    class: "transient",
  });
});

import { describe, expect, test } from "vitest";
import { column } from "../testing/scratch.ts";
import { columnProblems } from "./columns.ts";

const declared = [column("id", "int"), column("City", "text")];

describe("what a query yields", () => {
  test("names are compared without case, the order does not matter", () => {
    expect(
      columnProblems(
        "",
        [
          { name: "CITY", type: "VARCHAR" },
          { name: "id", type: "BIGINT" },
        ],
        declared,
      ),
    ).toEqual([]);
  });

  test("a missing, an extra and a wrong column are three problems", () => {
    const actual = [
      { name: "id", type: "DOUBLE" },
      { name: "town", type: "VARCHAR" },
    ];
    expect(columnProblems("", actual, declared)).toMatchObject([
      {
        code: "sql.missing-column",
        message: "the query does not yield City (VARCHAR)",
        why: "it yields id, town",
      },
      { code: "sql.extra-column", message: "the query yields town (VARCHAR), which produces does not have" },
      {
        code: "sql.column-type",
        message: "id is DOUBLE, and produces says BIGINT",
        next: "write cast(… as BIGINT) as id in the query, or change the type in produces",
      },
    ]);
  });
});

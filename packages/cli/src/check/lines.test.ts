import { expect, test } from "vitest";
import { plainPaint } from "../terminal/paint.ts";
import { checkLines } from "./lines.ts";

test("files that are right, and what is wrong with the others", () => {
  const problem = {
    class: "usage",
    code: "sql.missing-column",
    message: "the query has no column city",
    where: "flights, step 1 (sql), line 2, column 8\nfrom input\n       ^",
    why: null,
    next: "add it, or take it out of produces",
  } as const;
  const reports = [
    { file: "pipelines/movies.ts", pipelines: ["movies"], problems: [] },
    { file: "pipelines/flights.ts", pipelines: ["flights"], problems: [problem] },
  ];
  expect(checkLines(reports, plainPaint).join("\n").split("\n")).toEqual([
    "✓ pipelines/movies.ts  movies",
    "✗ pipelines/flights.ts  flights",
    "",
    "  error sql.missing-column: the query has no column city",
    "    where  flights, step 1 (sql), line 2, column 8",
    "           from input",
    "                  ^",
    "    next   add it, or take it out of produces",
    "",
    "1 problem in 1 file",
  ]);
  expect(checkLines(reports.slice(0, 1), plainPaint).at(-1)).toBe("1 pipeline: nothing wrong");
});

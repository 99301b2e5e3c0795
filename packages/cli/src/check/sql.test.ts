import { expect, test } from "vitest";
import { pipelinesIn } from "../project/pipelines.ts";
import { pipelineFile, testFolder } from "../testing/folder.ts";
import { sqlProblem } from "./sql.ts";

test("a problem of a query names the pipeline, and the place that the engine gives", async () => {
  await using folder = await testFolder();
  const [pipeline] = await pipelinesIn(await folder.file("orders.ts", pipelineFile("orders")));
  const plan = pipeline!.plan;
  const found = {
    step: 0,
    code: "sql.syntax",
    message: "syntax error",
    where: "sql[0], line 2",
    next: "correct it",
  };
  expect(sqlProblem(found, plan)).toEqual({
    class: "usage",
    code: "sql.syntax",
    message: "syntax error",
    where: "orders, sql[0], line 2",
    why: null,
    next: "correct it",
  });
  expect(sqlProblem({ ...found, where: null }, plan).where).toBe("orders, step 1");
});

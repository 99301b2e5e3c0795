import { writeFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Instances } from "../instance/instances.ts";
import { type Flights, lookups, openFlights, source } from "../testing/flights.ts";
import { planOf, sql } from "../testing/plans.ts";
import { column } from "../testing/scratch.ts";
import { transform } from "./transform.ts";

let flights: Flights;
beforeAll(async () => {
  flights = await openFlights();
});
afterAll(() => flights.close());

const run: Flights["run"] = (plan, more) => flights.run(plan, more);

describe("what goes wrong", () => {
  const once = (query: string, columns = source) =>
    run(planOf({ source, lookups, steps: [sql(query, columns)] }));

  test.each([
    ["select id from", "sql.syntax", /^sql\[0\], line 1, column 15\n/],
    ["select count(*) as id from input", "sql.needs-run-scope", /^sql\[0\], line 1, column 8\n/],
    ["select * from '/etc/passwd'", "sql.unknown-table", /^sql\[0\], line 1/],
    ["select * from read_csv('secret.csv')", "sql.table-function", /^sql\[0\], line 1/],
    ["select idd from input", "sql.invalid", /^sql\[0\]$/],
    ["select * from input where id > $limit", "sql.parameter", /^sql\[0\]$/],
    ["select * exclude (key) from input", "sql.missing-column", /^sql\[0\]$/],
    ["select *, 1 as more from input", "sql.extra-column", /^sql\[0\]$/],
    ["select * replace (origin as id) from input", "sql.column-type", /^sql\[0\]$/],
    ["select * from input; drop table x", "sql.not-select", /^sql\[0\]$/],
  ])("%s: %s", async (query, code, where) => {
    const error = await once(query).catch((error: unknown) => error);
    expect(error).toMatchObject({ class: "permanent", code, where: expect.stringMatching(where) });
  });

  test("a wrong type names column, expected and actual", async () => {
    await expect(once("select * replace (origin as id) from input")).rejects.toMatchObject({
      message: "id is VARCHAR, and produces says BIGINT",
    });
  });

  test("a value that the SQL cannot take names the step", async () => {
    await expect(
      once("select * replace (cast(origin as integer) as delay) from input"),
    ).rejects.toMatchObject({
      code: "sql.failed",
      where: "sql[0]",
      message: expect.stringContaining("Could not convert string"),
    });
  });

  test("a missing and a damaged artifact are named", async () => {
    const plan = planOf({ source, steps: [sql("select * from input", source)] });
    const gone = flights.scratch.path("run/gone.parquet");
    await expect(run(plan, { inputs: [gone] })).rejects.toMatchObject({ code: "file.missing", where: gone });
    const broken = flights.scratch.path("run/broken.parquet");
    await writeFile(broken, "this is no Parquet file, whatever its name says");
    await expect(run(plan, { inputs: [broken] })).rejects.toMatchObject({
      code: "file.damaged",
      where: broken,
    });
  });

  test("an artifact outside of the run's folder is not seen", async () => {
    const outside = await flights.scratch.write("outside.parquet", "SELECT 1 AS id");
    const plan = planOf({ source, steps: [sql("select * from input", source)] });
    await expect(run(plan, { inputs: [outside] })).rejects.toMatchObject({ code: "sql.forbidden" });
  });

  test("memory that is too small says which setting to change", async () => {
    const small = new Instances({
      tempDirectory: flights.scratch.path("small"),
      memoryLimit: "64MiB",
      threads: 1,
    });
    const query = "select list(repeat('x', 100) || range) as big from range(3000000), input";
    const step = sql(query, [column("big", "json")], { scope: "run" });
    await expect(
      transform(small, {
        plan: planOf({ source, steps: [step] }),
        segment: 1,
        folder: flights.scratch.path("run"),
        inputs: [flights.scratch.path("run/flights.parquet")],
        lookups: {},
        partition: 0,
        runTime: 0,
        signal: new AbortController().signal,
        out: { rows: flights.scratch.path("run/big"), quarantine: flights.scratch.path("run/big-held") },
      }),
    ).rejects.toMatchObject({ code: "engine.out-of-memory", next: expect.stringContaining("--memory") });
    await small.close();
  });
});

import { describe, expect, test } from "vitest";
import * as z from "zod";
import { type RowsContext, rows } from "./rows.ts";
import type { PlanContext, Reading, Source } from "./source.ts";

const row = z.object({ id: z.int() });
const signal = new AbortController().signal;

async function* each({ partition, parameters }: RowsContext) {
  yield { id: Number(partition ?? 0) };
  yield { id: Number(parameters.more ?? 0) };
}

const plan = (source: Source, split = true) =>
  source.plan({ split, parameters: { more: "9" } } as unknown as PlanContext);

async function yielded(reading: Reading): Promise<unknown[]> {
  const found: unknown[] = [];
  if (reading.kind === "rows") for await (const row of reading.rows(signal)) found.push(row);
  return found;
}

describe("rows of an author's function", () => {
  test("without parts there is one partition", async () => {
    const source = rows("api", { row }, each);
    expect(source).toMatchObject({ kind: "rows", dataset: "rows:api" });
    const works = await plan(source);
    expect(works.map(({ describe, inputs }) => [describe, inputs])).toEqual([["api", [{ uri: "rows:api" }]]]);
    expect(await yielded(source.read(works[0]!))).toEqual([{ id: 0 }, { id: 9 }]);
  });

  test("each part is a partition", async () => {
    const source = rows("api", { row, partitions: ["1", "2"] }, each);
    const works = await plan(source);
    expect(works.map(({ describe }) => describe)).toEqual(["api 1", "api 2"]);
    expect(works[1]?.inputs).toEqual([{ uri: "rows:api", part: "2" }]);
    expect(await yielded(source.read(JSON.parse(JSON.stringify(works[1]))))).toEqual([{ id: 2 }, { id: 9 }]);
  });

  test("a lookup yields all parts, one after the other", async () => {
    const source = rows("api", { row, partitions: ["1", "2"] }, each);
    const works = await plan(source, false);
    expect(works.length).toBe(1);
    expect(await yielded(source.read(works[0]!))).toEqual([{ id: 1 }, { id: 9 }, { id: 2 }, { id: 9 }]);
  });

  test("plain iterables are rows too", async () => {
    const source = rows("list", { row }, () => [{ id: 1 }]);
    const [work] = await plan(source);
    expect(await yielded(source.read(work!))).toEqual([{ id: 1 }]);
  });

  test("the partition of another source is none of its own", () => {
    const source = rows("api", { row }, each);
    expect(() => source.read({ describe: "a.csv", inputs: [], detail: { kind: "files" } })).toThrow(
      expect.objectContaining({ code: "rows.other-source", class: "usage" }),
    );
  });
});

import { describe, expect, it } from "vitest";
import { unitAt } from "../testing/lineage/items.ts";
import { intColumn, rowsSource, testPlan } from "../testing/plans.ts";
import { artifactOf, Drafts, openArtifact, readJson } from "./artifacts.ts";
import { House } from "./testing/house.ts";

const house = () => new House(testPlan(rowsSource([intColumn("n")], [[]])));
const columns = [{ name: "n", type: "BIGINT", nullable: true }];

describe("Drafts", () => {
  it("lie under the run, the unit, the stage and the attempt", async () => {
    const { ports } = house();
    await using drafts = new Drafts(ports, "run1", "flights#3", "extract");
    expect(await drafts.json("plan.json", 2, [1, 2])).toMatchObject({
      uri: "memory:run1/flights/3/extract/attempt-1/plan.json",
      format: "json",
      rows: 2,
    });
  });

  it("of two attempts never share a path", async () => {
    const { ports } = house();
    await using first = new Drafts(ports, "run1", "a#0", "extract");
    await using second = new Drafts(ports, "run1", "a#0", "extract");
    expect((await first.json("x", 0, 1)).uri).not.toBe((await second.json("x", 0, 1)).uri);
  });

  it("are artifacts once they are committed, with their rows and columns", async () => {
    const { ports, files } = house();
    await using drafts = new Drafts(ports, "run1", "a#0", "extract");
    const draft = await drafts.create("rows.parquet");
    files.set(draft.path, [{ n: 1 }]);
    const artifact = await drafts.commit(draft, { rows: 1, columns });
    expect(artifact).toMatchObject({ format: "parquet", rows: 1, schema: columns });
    expect(files.get(await openArtifact(ports, artifact))).toEqual([{ n: 1 }]);
  });

  it("are forgotten unless they are committed, however the attempt ends", async () => {
    const { ports, files } = house();
    const attempt = async () => {
      await using drafts = new Drafts(ports, "run1", "a#0", "extract");
      for (const name of ["rows.parquet", "rejects.parquet"]) {
        files.set((await drafts.create(name)).path, [{ n: 1 }]);
      }
      expect(await drafts.commitIf(await drafts.create("quarantine.parquet"), null)).toBeNull();
      throw new Error("no");
    };
    await expect(attempt()).rejects.toThrow("no");
    expect([...files.keys()]).toEqual([]);
  });
});

describe("readJson", () => {
  it("reads what was written", async () => {
    const { ports } = house();
    await using drafts = new Drafts(ports, "run1", "run", "plan");
    const value = { text: "é\n", list: [1, null] };
    expect(await readJson(ports, await drafts.json("x.json", 1, value))).toEqual(value);
  });

  it("refuses what was changed since", async () => {
    const { ports, files } = house();
    await using drafts = new Drafts(ports, "run1", "run", "plan");
    const artifact = await drafts.json("x.json", 1, {});
    files.set(artifact.uri.slice("memory:".length), [{ n: 1 }]);
    await expect(readJson(ports, artifact)).rejects.toMatchObject({ code: "object.damaged" });
  });
});

describe("artifactOf", () => {
  it("is what the unit has written last, or a clear error", () => {
    expect(() => artifactOf(unitAt("Validated"))).toThrow(/flights#0 is done and names no artifact/);
  });
});

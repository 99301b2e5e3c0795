import { memoryObjects } from "@waybill/core/testing";
import { beforeEach, describe, expect, test } from "vitest";
import { inTwoBuckets } from "./objects.ts";

const bytes = new TextEncoder().encode("rows");
let staging: ReturnType<typeof memoryObjects>;
let quarantine: ReturnType<typeof memoryObjects>;
let both: ReturnType<typeof inTwoBuckets>;

beforeEach(() => {
  staging = memoryObjects(new Map());
  quarantine = memoryObjects(new Map());
  both = inTwoBuckets(staging, quarantine, "s3://held-back/");
});

describe("two buckets", () => {
  test.each([
    ["run/flights/0/extract/1/rows.parquet", "staging"],
    ["run/flights/0/extract/1/rejects.parquet", "quarantine"],
    ["run/flights/0/validate/1/quarantine.parquet", "quarantine"],
    ["run/plan/1/plan.json", "staging"],
  ])("%s lies in %s", async (key, where) => {
    await both.put(key, bytes);
    const keysOf = async (objects: typeof staging) => (await objects.list("run")).map((entry) => entry.key);
    expect(await keysOf(staging)).toEqual(where === "staging" ? [key] : []);
    expect(await keysOf(quarantine)).toEqual(where === "quarantine" ? [key] : []);
  });

  test("are listed as one, in the order of their keys", async () => {
    for (const name of ["rows", "quarantine", "added"])
      await both.put(`run/a/validate/1/${name}.parquet`, bytes);
    expect((await both.list("run")).map(({ key }) => key)).toEqual([
      "run/a/validate/1/added.parquet",
      "run/a/validate/1/quarantine.parquet",
      "run/a/validate/1/rows.parquet",
    ]);
  });

  test("what is opened or deleted is looked for in the bucket that its URI names", async () => {
    const asked: string[] = [];
    const noting = (name: string) => ({
      ...({} as typeof staging),
      open: async (uri: string) => `${name} ${uri}`,
      delete: async (uris: readonly string[]) => void asked.push(`${name} ${uris}`),
    });
    const two = inTwoBuckets(noting("staging"), noting("held"), "s3://held-back/");
    expect(await two.open("s3://held-back/a.parquet")).toBe("held s3://held-back/a.parquet");
    expect(await two.open("s3://staging/a.parquet")).toBe("staging s3://staging/a.parquet");
    await two.delete(["s3://held-back/a", "s3://staging/b", "s3://staging/c"]);
    expect(asked.sort()).toEqual(["held s3://held-back/a", "staging s3://staging/b,s3://staging/c"]);
  });
});

import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { problemOf } from "../command-line/problem.ts";
import { testFolder } from "../testing/folder.ts";
import { addressOf } from "./address.ts";

const API = "https://a1.execute-api.eu-central-1.amazonaws.com";

function told(cwd: string, env = {}) {
  try {
    return addressOf("prod", { cwd, env });
  } catch (error) {
    return problemOf(error);
  }
}

test("it is what the last deployment printed, here or above, unless the environment says another", async () => {
  await using folder = await testFolder();
  await folder.file(".sst/outputs.json", JSON.stringify({ api: API, bus: "waybill" }));
  const below = join(folder.path, "pipelines", "deep");
  await mkdir(below, { recursive: true });
  expect(told(folder.path)).toBe(API);
  expect(told(below)).toBe(API);
  expect(told(below, { WAYBILL_API_URL: "https://other.example.com" })).toBe("https://other.example.com");
  expect(told(below, { WAYBILL_API_URL: "" })).toBe(API);
});

test.each(["", "{", "[]", "null", "{}", '{"api":7}'])("outputs that are %j name no api", async (content) => {
  await using folder = await testFolder();
  const where = await folder.file(".sst/outputs.json", content);
  expect(told(folder.path)).toMatchObject({
    class: "usage",
    code: "stage.outputs",
    where,
    next: expect.stringContaining("npx sst deploy --stage prod"),
  });
});

test("where nothing was deployed from, it says how to get there", async () => {
  await using folder = await testFolder();
  expect(told(folder.path)).toMatchObject({
    class: "usage",
    code: "stage.no-address",
    where: folder.path,
    next: expect.stringContaining("WAYBILL_API_URL"),
  });
});

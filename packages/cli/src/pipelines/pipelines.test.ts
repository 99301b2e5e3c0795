import { join } from "node:path";
import { expect, test } from "vitest";
import { type } from "../testing/command-line.ts";
import { pipelineFile, testFolder } from "../testing/folder.ts";

test("what there is to run, for people and for programs", async () => {
  await using folder = await testFolder();
  await folder.file("pipelines/index.ts", 'export default { orders: () => import("./orders.ts") };');
  await folder.file("pipelines/orders.ts", pipelineFile("orders"));
  const { code, out } = await type(["pipelines"], { cwd: folder.path });
  expect(code).toBe(0);
  expect(out.split("\n")).toEqual([
    "pipeline  source          steps  checks  table            file",
    expect.stringMatching(
      /^orders {4}nothing:orders {2}none +\d {2}orders \(append\) {2}pipelines[/\\]orders\.ts$/,
    ),
    "",
  ]);
  const json = JSON.parse((await type(["pipelines", "--json"], { cwd: folder.path })).out);
  expect(json).toMatchObject({
    pipelines: [
      { pipeline: "orders", table: "orders", mode: "append", file: join("pipelines", "orders.ts") },
    ],
    broken: [],
  });
});

test("a file that does not load is named, with what to type", async () => {
  await using folder = await testFolder();
  await folder.file("pipelines/index.ts", 'export default { orders: () => import("./orders.ts") };');
  await folder.file("pipelines/orders.ts", "export const x = 1;");
  const { code, out } = await type(["pipelines"], { cwd: folder.path });
  expect(code).toBe(1);
  expect(out).toContain("✗ pipelines/orders.ts: ");
  expect(out).toContain("exports no pipeline");
  expect(out).toContain("npx waybill check pipelines/orders.ts");
});

test("names are proposed to a shell", async () => {
  await using folder = await testFolder();
  await folder.file(
    "pipelines/index.ts",
    'export default { orders: () => import("./orders.ts"), broken: () => import("./broken.ts") };',
  );
  await folder.file("pipelines/orders.ts", pipelineFile("orders", "stock"));
  const { out } = await type(["complete", "--", "run", "o"], { cwd: folder.path });
  expect(out.split("\n")).toContain("orders");
  expect(out).not.toContain("stock");
});

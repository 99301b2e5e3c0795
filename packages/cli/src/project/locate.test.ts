import { join } from "node:path";
import { expect, test } from "vitest";
import { problemOf } from "../command-line/problem.ts";
import { pipelineFile, testFolder } from "../testing/folder.ts";
import { locatePipeline } from "./locate.ts";

const problem = (given: string, cwd: string) => locatePipeline(given, cwd).then(() => null, problemOf);

test("a name is looked up in the list, a path is imported wherever it lies", async () => {
  await using folder = await testFolder();
  await using outside = await testFolder();
  await folder.file(
    "pipelines/index.ts",
    'export default { orders: () => import("./orders.ts"), "more/stock": () => import("./more/stock.ts") };',
  );
  const orders = await folder.file("pipelines/orders.ts", pipelineFile("orders"));
  const stock = await folder.file("pipelines/more/stock.ts", pipelineFile("stock"));
  const visits = await outside.file("visits.ts", pipelineFile("visits"));

  const byName = await locatePipeline("stock", folder.path);
  expect(byName).toMatchObject({ baseDir: folder.path, pipeline: { module: stock, export: "default" } });
  expect(byName.pipeline.plan.name).toBe("stock");

  const byPath = await locatePipeline("./orders.ts", join(folder.path, "pipelines"));
  expect(byPath).toMatchObject({ baseDir: join(folder.path, "pipelines"), pipeline: { module: orders } });

  expect((await locatePipeline(visits, folder.path)).pipeline.plan.name).toBe("visits");
});

test("of several pipelines in a file one is chosen by its name", async () => {
  await using folder = await testFolder();
  await folder.file("all.ts", pipelineFile("orders", "stock"));
  expect(await problem("all.ts", folder.path)).toMatchObject({
    class: "usage",
    code: "pipeline.several",
    next: "say which: waybill run all.ts#orders (there are orders, stock)",
  });
  expect((await locatePipeline("all.ts#stock", folder.path)).pipeline).toMatchObject({ export: "stock" });
  expect(await problem("all.ts#stok", folder.path)).toMatchObject({
    code: "pipeline.unknown",
    next: expect.stringContaining("did you mean stock?"),
  });
});

test("a name that is not there, with the one that was meant", async () => {
  await using folder = await testFolder();
  await folder.file("pipelines/index.ts", 'export default { orders: () => import("./orders.ts") };');
  await folder.file("pipelines/orders.ts", pipelineFile("orders"));
  expect(await problem("ordres", folder.path)).toMatchObject({
    class: "usage",
    code: "pipeline.unknown",
    message: "there is no pipeline ordres",
    next: expect.stringContaining("did you mean orders?"),
  });
});

test("one broken file does not keep the others from running, and is named when its own name is asked for", async () => {
  await using folder = await testFolder();
  await folder.file(
    "pipelines/index.ts",
    'export default { broken: () => import("./broken.ts"), orders: () => import("./orders.ts") };',
  );
  const broken = await folder.file("pipelines/broken.ts", "export default 1 +;");
  await folder.file("pipelines/orders.ts", pipelineFile("orders"));
  expect((await locatePipeline("orders", folder.path)).pipeline.plan.name).toBe("orders");
  expect(await problem("broken", folder.path)).toMatchObject({
    class: "usage",
    code: expect.stringMatching(/^pipeline-file\./),
    where: expect.stringContaining(broken),
  });
});

test.each([
  ["nowhere.ts", "pipeline-file.missing"],
  ["./", "pipeline-file.directory"],
])("%s is no file of a pipeline", async (given, code) => {
  await using folder = await testFolder();
  expect(await problem(given, folder.path)).toMatchObject({ class: "usage", code });
});

import { expect, test } from "vitest";
import { type } from "../testing/command-line.ts";
import { rowsPipeline, testFolder } from "../testing/folder.ts";

test("every pipeline runs, one that fails too; then the lineage of one, and what to try", async () => {
  await using folder = await testFolder();
  await folder.file(
    "pipelines/index.ts",
    'export default { strict: () => import("./strict.ts"), names: () => import("./names.ts") };',
  );
  await folder.file("pipelines/strict.ts", rowsPipeline({ name: "strict", tolerate: "1%" }));
  await folder.file("pipelines/names.ts", rowsPipeline({ name: "names" }));
  const { code, out, err } = await type(["demo"], { cwd: folder.path });
  expect(code).toBe(3);
  expect(out).toMatch(/✗ strict failed after /);
  expect(err).toContain("error ");
  expect(out).toMatch(/✓ names completed in [\s\S]*hop by hop\n\nnames {2}run /);
  expect(out.match(/type next/g)).toHaveLength(1);
  expect(out).toMatch(/waybill quarantine show 01\w{24}/);
});

test("a list with a broken file does not begin", async () => {
  await using folder = await testFolder();
  await folder.file("pipelines/index.ts", 'export default { gone: () => import("./gone.ts") };');
  const { code, out, err } = await type(["demo"], { cwd: folder.path });
  expect({ code, out }).toEqual({ code: 2, out: "" });
  expect(err).toContain("error pipeline-file.missing");
});

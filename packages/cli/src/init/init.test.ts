import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type } from "../testing/command-line.ts";
import { testFolder } from "../testing/folder.ts";

const CSV = "id;placed;total\n1;2026-01-02;12,50\n2;2026-01-03;7,00\n3;;0,99\n";

test("what is written runs as it is", async () => {
  await using folder = await testFolder();
  await folder.file("data/Orders 2026.csv", CSV);
  const written = await type(["init", "data/Orders 2026.csv"], { cwd: folder.path });
  expect(written).toMatchObject({ code: 0, err: "" });
  expect(written.out).toContain("✓ wrote orders_2026.ts: 3 columns of csv, from 3 rows");
  const run = await type(["run", "./orders_2026.ts", "--json"], { cwd: folder.path });
  expect(run.code).toBe(0);
  expect(JSON.parse(run.out)).toMatchObject({
    pipeline: "orders_2026",
    rows: { read: 3, rejected: 0, quarantined: 0, loaded: 3 },
  });
});

test("the file goes where it is told, or among the pipelines where there are some", async () => {
  await using folder = await testFolder();
  await folder.file("orders.csv", CSV);
  await type(["init", "orders.csv", "--name", "sales", "--out", "new/sales.ts"], { cwd: folder.path });
  expect(existsSync(join(folder.path, "new/sales.ts"))).toBe(true);
  await folder.file("pipelines/index.ts", "export default {};");
  const { out } = await type(["init", "orders.csv", "--json"], { cwd: folder.path });
  expect(JSON.parse(out)).toMatchObject({ file: "pipelines/orders.ts", pipeline: "orders", sampledRows: 3 });
});

test.each([
  [["init", "gone.csv"], "init.no-file"],
  [["init", "."], "init.directory"],
  [["init", "orders.csv", "--name", "no way"], "init.name"],
  [["init", "orders.csv", "--out", "mine.ts"], "init.exists"],
  [["init", "orders.csv", "--out", "orders.csv/x.ts"], "init.not-written"],
])("%j is refused as %s, and nothing is written", async (inputs, code) => {
  await using folder = await testFolder();
  await folder.file("orders.csv", CSV);
  await folder.file("mine.ts", "// mine");
  const answer = await type(inputs, { cwd: folder.path });
  expect(answer.code).toBe(2);
  expect(answer.err).toContain(`error ${code}: `);
  expect(existsSync(join(folder.path, "orders.ts"))).toBe(false);
});

import { mkdir, readFile, truncate, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type DuckdbHarness, duckdbHarness } from "./testing/harness.ts";
import { loadRows } from "./testing/loads.ts";
import { ofStorageVersion } from "./testing/storage-version.ts";

let harness: DuckdbHarness;
beforeEach(async () => {
  harness = await duckdbHarness();
  await mkdir(dirname(harness.path), { recursive: true });
});
afterEach(() => harness.close());

const rows = [{ id: 1, value: "a" }];

async function refused(message: RegExp) {
  const damaged = { class: "permanent", code: "warehouse.damaged", where: harness.path };
  const said = { ...damaged, message: expect.stringMatching(message), next: expect.any(String) };
  await expect(loadRows(harness, "run-b", rows)).rejects.toMatchObject(said);
  await expect(harness.warehouse.query("from orders", null)).rejects.toMatchObject(said);
}

it.each([
  ["text", "this is no database\n".repeat(1000)],
  ["a few bytes", "x"],
  ["nothing", ""],
])("a file that holds %s", async (_, content) => {
  await writeFile(harness.path, content);
  await refused(/is damaged, or no DuckDB file/);
  expect(await readFile(harness.path, "utf8")).toBe(content);
});

it("a file of another engine", async () => {
  const sqlite = new DatabaseSync(harness.path);
  sqlite.exec("create table orders (id)");
  sqlite.close();
  await refused(/is damaged, or no DuckDB file/);
});

it("a file whose end is gone", async () => {
  await loadRows(harness, "run-a", rows);
  await harness.warehouse.close();
  await truncate(harness.path, 13_000);
  await refused(/is damaged/);
});

it("a file with other bytes in its middle", async () => {
  await loadRows(harness, "run-a", rows);
  await harness.warehouse.close();
  const bytes = await readFile(harness.path);
  await writeFile(harness.path, bytes.fill(7, 12_288));
  await refused(/is damaged/);
});

it("a file of a newer version of the engine", async () => {
  await loadRows(harness, "run-a", rows);
  await harness.warehouse.close();
  await writeFile(harness.path, ofStorageVersion(await readFile(harness.path), 999n));
  await refused(/another version of DuckDB/);
});

import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { Plan } from "../pipeline/plan.ts";
import { versionOf } from "../sources/file/unchanged.ts";
import type { FileSlice, Source, Work } from "../sources/source.ts";
import { intColumn, rowsSource, testPlan } from "../testing/plans.ts";
import type { UnitPlan } from "./plan-document.ts";
import { replanned } from "./replan.ts";
import { House } from "./testing/house.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "waybill-replan-"));
  for (const name of ["a", "b"]) writeFileSync(join(folder, name), "1\n");
});
afterEach(() => rmSync(folder, { recursive: true }));

/** One unit for each group of files; `part`: of its file, not all. */
function workOf(names: readonly string[], part?: string): Work {
  const slices: FileSlice[] = names.map((name) => ({ path: join(folder, name), firstLine: 1 }));
  const inputs = names.map((name) => {
    const version = versionOf(statSync(join(folder, name)));
    return { uri: `file:${name}`, version, ...(part !== undefined && { part }) };
  });
  return { describe: names.join(), inputs, detail: slices };
}

function filesSource(plan: () => readonly Work[]): Source {
  const format = { type: "ndjson", compression: "none" } as const;
  return {
    ...rowsSource([intColumn("n")], []),
    plan: async () => plan(),
    read: ({ detail }) => ({ kind: "files", format, slices: detail as FileSlice[] }),
  };
}

const unitOf = (work: Work, index = 0): UnitPlan => ({
  unit: `numbers#${index}`,
  index,
  of: 2,
  from: "extract",
  work,
  input: null,
  describe: work.describe,
});

const replan = (units: readonly UnitPlan[], source: Source) => {
  const plan: Plan = testPlan(source);
  return replanned(units, {}, new House(plan).context);
};

it("reads a file that was mended as it is now, and leaves the others", async () => {
  const units = [unitOf(workOf(["a"])), unitOf(workOf(["b"]), 1)];
  writeFileSync(join(folder, "b"), "1\n2\n");
  const now = [workOf(["a"]), workOf(["b"])];
  const [first, second] = await replan(
    units,
    filesSource(() => now),
  );
  expect(first).toBe(units[0]);
  expect(second).toEqual({ ...units[1], work: now[1] });
});

it("plans nothing anew where no file has changed, or where it is gone", async () => {
  const units = [unitOf(workOf(["a"])), unitOf(workOf(["b"]), 1)];
  rmSync(join(folder, "b"));
  const source = filesSource(() => {
    throw new Error("planned");
  });
  expect(await replan(units, source)).toEqual(units);
});

it.each([
  ["other files would be read with it", ["b"], undefined, ["a", "b"]],
  ["others have read parts of the file that it was", ["b"], "bytes 0-2", ["b"]],
])("keeps the work as it was planned where %s", async (_, names, part, now) => {
  const units = [unitOf(workOf(names, part))];
  writeFileSync(join(folder, "b"), "1\n2\n");
  expect(
    await replan(
      units,
      filesSource(() => [workOf(now, part)]),
    ),
  ).toEqual(units);
});

it("leaves units alone that go on from a later stage", async () => {
  const units = [{ ...unitOf(workOf(["a"])), from: "transform" as const }];
  writeFileSync(join(folder, "a"), "1\n2\n");
  expect(
    await replan(
      units,
      filesSource(() => [workOf(["a"])]),
    ),
  ).toEqual(units);
});

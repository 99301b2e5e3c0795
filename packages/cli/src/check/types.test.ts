import { mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { checkTypes, parseDiagnostics } from "./types.ts";

test("what the compiler prints, with its place and the lines that go on", () => {
  const output = [
    "flights.ts(5,31): error TS2551: Property 'orign' does not exist. Did you mean 'origin'?",
    "/srv/x.ts(1,1): error TS2322: Type 'string' is not assignable to type 'number'.",
    "  Types of property 'id' are incompatible.",
    "",
    "some other line",
  ].join("\n");
  expect(parseDiagnostics(output, "/home/ann", "/home")).toEqual([
    {
      file: "/home/ann/flights.ts",
      class: "usage",
      code: "types.TS2551",
      message: "Property 'orign' does not exist. Did you mean 'origin'?",
      where: "ann/flights.ts:5:31",
      why: null,
      next: null,
    },
    expect.objectContaining({
      file: "/srv/x.ts",
      message: "Type 'string' is not assignable to type 'number'.\nTypes of property 'id' are incompatible.",
      where: "/srv/x.ts:1:1",
    }),
  ]);
});

test("a file anywhere is checked against this installation's packages", async () => {
  const folder = await realpath(await mkdtemp(join(tmpdir(), "waybill-test-")));
  try {
    const good = join(folder, "good.ts");
    const bad = join(folder, "bad.ts");
    await writeFile(
      good,
      'import { Loaded } from "@waybill/events";\nexport const name: string = Loaded.type;\n',
    );
    await writeFile(bad, 'import { Loaded } from "@waybill/events";\nexport const name = Loaded.typ;\n');
    const found = await checkTypes([good, bad], folder);
    expect([...found.keys()]).toEqual([bad]);
    expect(found.get(bad)).toEqual([
      expect.objectContaining({
        where: "bad.ts:2:28",
        message: expect.stringContaining("Property 'typ' does not exist"),
      }),
    ]);
  } finally {
    await rm(folder, { recursive: true });
  }
});

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type BuildRequest, buildHandler, resourcesIn } from "./handlers.ts";

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "waybill-handlers-"));
  writeFileSync(
    join(root, "good.ts"),
    'import { Resource } from "sst";\nexport const handler = () => Resource.Bus;\n',
  );
  writeFileSync(join(root, "broken.ts"), 'import { x } from "./nowhere.ts";\nexport const handler = x;\n');
  writeFileSync(join(root, "native.ts"), 'import x from "native-module";\nexport const handler = x;\n');
});
afterAll(() => rmSync(root, { recursive: true }));

const find = async (handler: string, properties: BuildRequest["properties"] = {}) => {
  const request = {
    functionID: "Fn",
    handler,
    properties: { esbuild: { external: ["sst"] }, ...properties },
  };
  const { findings } = await buildHandler(request, { work: join(root, "out"), bundles: true, root });
  return findings;
};

describe("a handler's bundle", () => {
  it("is right where the file is there and exports it, and says what it uses", async () => {
    expect(await find("good.handler")).toEqual({ uses: ["Bus"] });
  });

  it("names a file that is not there", async () => {
    expect((await find("goood.handler")).problem).toBe("goood.handler: there is no file goood.ts");
  });

  it("names an export that is not there, which sst deploys without a word", async () => {
    expect((await find("good.handle")).problem).toBe("good.handle: its file exports handler, and no handle");
  });

  it("says what esbuild says", async () => {
    expect((await find("broken.handler")).problem).toContain('Could not resolve "./nowhere.ts"');
  });

  it("leaves out what is installed beside it", async () => {
    expect((await find("native.handler")).problem).toContain('Could not resolve "native-module"');
    expect(await find("native.handler", { install: { "native-module": "1.0.0" } })).toEqual({ uses: [] });
  });
});

describe("resources that a bundle asks for", () => {
  it("are found directly, and where the name is passed on", () => {
    expect(resourcesIn('a(Resource.Raw); linked2("Queues").plan; bucket("Staging", env)')).toEqual([
      "Queues",
      "Raw",
      "Staging",
    ]);
  });

  it("are not words of other code", () => {
    expect(resourcesIn('const x = { Bus: 1, label: "Bus" }; Resource.App.stage; Raw.x')).toEqual([]);
  });
});

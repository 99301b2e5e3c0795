import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { asDeployed } from "./bundle.ts";

test("a bundle may require what Node has; one that may is left as it is", async () => {
  const folder = await mkdtemp(join(tmpdir(), "waybill-bundle-"));
  try {
    const bundle = join(folder, "bundle.mjs");
    await writeFile(bundle, 'export const basename = require("node:path").basename(import.meta.url);');
    const deployed = await asDeployed(bundle);
    expect(await import(pathToFileURL(deployed).href)).toMatchObject({ basename: "deployed.mjs" });
    expect(await readFile(bundle, "utf8")).not.toContain("topLevelCreateRequire");
    expect(await asDeployed(deployed)).toBe(deployed);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

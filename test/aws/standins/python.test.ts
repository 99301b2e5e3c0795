import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { findPython } from "./python.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "waybill-python-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Says that it is of this version; without one it fails, as a shim does that has none. */
async function interpreter(path: string, version?: string): Promise<string> {
  const file = join(folder, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, version ? `#!/bin/sh\necho ${version}\n` : "#!/bin/sh\nexit 127\n");
  await chmod(file, 0o755);
  return file;
}

describe("the Python that is named", () => {
  test("is taken", async () => {
    const command = await interpreter("mine", "3.12");
    expect(await findPython({ WAYBILL_PYTHON: command })).toEqual({ command, version: "3.12" });
  });

  test.each([["3.11"], ["3.14"], [undefined]])("is not taken as %s", async (version) => {
    expect(await findPython({ WAYBILL_PYTHON: await interpreter("mine", version) })).toBeUndefined();
  });
});

test("pyenv's versions are looked through, the newest first", async () => {
  await interpreter("versions/3.12.1/bin/python", "3.12");
  await interpreter("versions/3.13.0/bin/python", "3.13");
  await interpreter("versions/broken/bin/python");
  expect((await findPython({ PYENV_ROOT: folder }))?.version).toBe("3.13");
});

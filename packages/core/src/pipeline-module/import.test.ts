import { execFile } from "node:child_process";
import { mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const REPORT = fileURLToPath(new URL("./testing/report-imports.ts", import.meta.url));

const SOURCE = `
const contract = { columns: [{ name: "id", type: { kind: "int" }, nullable: false }], checks: [] };
const source = { kind: "rows", dataset: "rows:x", contract, plan: async () => [], read: () => ({ kind: "rows", rows: () => [] }) };
`;
const FILES: Readonly<Record<string, string>> = {
  "one.ts": `import { pipeline } from "@waybill/core";${SOURCE}export default pipeline("one", source as never);`,
  "borrowed.ts": `import { isPipeline, pipeline } from "@waybill/core";
    import { registerResolution } from "@waybill/core/pipeline-module";
    import { defineEvent } from "@waybill/events";
    import * as z from "zod"; import { ulid } from "ulid";
    if (!z.string().safeParse(ulid()).success || !defineEvent || !registerResolution) throw new Error("not the real ones");
    ${SOURCE}const made = pipeline("borrowed", source as never);
    if (!isPipeline(made)) throw new Error("made by other code than that which asks");
    export default made;`,
  "own/node_modules/zod/package.json": '{ "name": "zod", "type": "module", "exports": "./index.js" }',
  "own/node_modules/zod/index.js": 'export const whose = "own";',
  "own/node_modules/@waybill/core/package.json":
    '{ "name": "@waybill/core", "type": "module", "exports": "./index.js" }',
  "own/node_modules/@waybill/core/index.js": 'export const pipeline = () => "another";',
  "own/own.ts": `import { pipeline } from "@waybill/core"; import { whose } from "zod";${SOURCE}
    export default pipeline(whose, source as never);`,
  "several.ts": `import { pipeline } from "@waybill/core";${SOURCE}
    const b = pipeline("b", source as never);
    export { b, b as again }; export const a = pipeline("a", source as never); export const other = 1;
    export default pipeline("c", source as never);`,
  "none.ts": "export const plan = {}; export const z = 1;",
  "empty.ts": "",
  "syntax.ts": "const a: number = 1;\nconst b = = 2;\nexport default a + b;\n",
  "syntax.js": "export const a = 1;\nlet b = ;\n",
  "inner-syntax.ts": 'import "./syntax.ts";\n',
  "enum.ts": "const a = 1;\n  enum Colour { Red }\nexport default a;\n",
  "package.ts": '\n\nimport { x } from "not-installed-anywhere";\nexport default x;\n',
  "relative.ts": 'const a = 1;\nimport b from "./folder/missing.ts";\nexport default a + b;\n',
  "name.ts": 'import { pipelin } from "@waybill/core";\nexport default pipelin;\n',
  "throws.ts": "const late: string | null = null;\n\nexport default late!.length;\n",
  "throws-text.ts": 'throw "just text";',
  "usage.ts": `import { pipeline } from "@waybill/core";${SOURCE}export default pipeline("Not A Name", source as never);\n`,
  "notes.txt": "not a module",
  "folder/inside.ts": "export {};",
};

interface Outcome {
  readonly path: string;
  readonly found?: readonly (readonly [string, string])[];
  readonly class?: string;
  readonly code?: string;
  readonly message?: string;
  readonly where?: string;
  readonly why?: string;
  readonly next?: string;
}

let folder: string;
const outcomes = new Map<string, Outcome>();
const MISSING = ["on.ts", "one", "quite-another.ts", "no-folder/one.ts", "folder"];

beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), "waybill-import-")));
  for (const [path, text] of Object.entries(FILES)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  const paths = [...Object.keys(FILES).filter((path) => !path.includes("node_modules")), ...MISSING];
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [REPORT, ...paths], { cwd: folder });
  expect(stderr).toBe("");
  for (const line of stdout.trim().split("\n")) {
    const outcome = JSON.parse(line) as Outcome;
    outcomes.set(outcome.path, outcome);
  }
});
afterAll(() => rm(folder, { recursive: true }));

describe("a file anywhere", () => {
  test("finds Waybill's packages, zod and ulid in this installation", () => {
    expect(outcomes.get("borrowed.ts")).toMatchObject({ found: [["default", "borrowed"]] });
  });

  test("with a zod of its own keeps it; Waybill's packages are this installation's all the same", () => {
    expect(outcomes.get("own/own.ts")).toMatchObject({ found: [["default", "own"]] });
  });

  test("gives its pipelines, each once, the default one first", () => {
    expect(outcomes.get("one.ts")).toMatchObject({ found: [["default", "one"]] });
    expect(outcomes.get("several.ts")).toMatchObject({
      found: [
        ["default", "c"],
        ["a", "a"],
        ["again", "b"],
      ],
    });
  });
});

describe("what is wrong with a file is said with the place and the next step", () => {
  test.each<[string, Partial<Outcome>]>([
    [
      "on.ts",
      { code: "pipeline-file.missing", message: "there is no file on.ts", next: "did you mean one.ts?" },
    ],
    ["one", { code: "pipeline-file.missing", next: "did you mean one.ts?" }],
    ["quite-another.ts", { code: "pipeline-file.missing", where: "quite-another.ts" }],
    ["no-folder/one.ts", { code: "pipeline-file.missing", why: "there is no folder no-folder" }],
    [
      "folder",
      {
        code: "pipeline-file.directory",
        message: "folder is a folder",
        next: "name one of its files: folder/inside.ts",
      },
    ],
    ["notes.txt", { code: "pipeline-file.extension", where: "notes.txt", next: "rename it to notes.ts" }],
    ["none.ts", { code: "pipeline-file.no-pipeline", why: "it exports plan, z" }],
    ["empty.ts", { code: "pipeline-file.no-pipeline", why: "it exports nothing" }],
    [
      "syntax.ts",
      { code: "pipeline-file.syntax", where: "syntax.ts:2:11", why: "const b = = 2;\n          ^" },
    ],
    ["syntax.js", { code: "pipeline-file.syntax", where: "syntax.js:2:9", why: "let b = ;\n        ^" }],
    ["inner-syntax.ts", { code: "pipeline-file.syntax", where: "syntax.ts:2:11" }],
    ["enum.ts", { code: "pipeline-file.unsupported-syntax", where: "enum.ts:2:3" }],
    [
      "package.ts",
      {
        code: "pipeline-file.import",
        message: "cannot find the package not-installed-anywhere",
        where: "package.ts:3",
        why: "package.ts imports it",
      },
    ],
    [
      "relative.ts",
      { code: "pipeline-file.import", message: "cannot find folder/missing.ts", where: "relative.ts:2" },
    ],
    ["name.ts", { code: "pipeline-file.syntax", where: "name.ts:1:10" }],
    ["throws.ts", { code: "pipeline-file.failed", where: "throws.ts:3:22" }],
    [
      "throws-text.ts",
      {
        code: "pipeline-file.failed",
        where: "throws-text.ts",
        message: "the file could not be read to its end: it threw just text",
      },
    ],
    ["usage.ts", { code: "pipeline.name", where: "usage.ts:4:16 (pipeline())" }],
  ])("%s", (path, expected) => {
    const outcome = outcomes.get(path);
    expect(outcome).toMatchObject({ class: "usage", ...expected });
    expect(outcome?.next).toEqual(expect.any(String));
    expect(outcome?.where).toEqual(expect.any(String));
  });
});

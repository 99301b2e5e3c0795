import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { type Block, blocksOf } from "./docs/blocks.ts";
import { root, typedIn } from "./docs/command-line.ts";
import { badUse, knownCommands, usesIn } from "./docs/commands.ts";
import { brokenLinks } from "./docs/links.ts";

const GUIDES = [
  "README.md",
  "CONTRIBUTING.md",
  "CHANGELOG.md",
  "bench/README.md",
  "examples/README.md",
  ...["docs", "docs/decisions"].flatMap((folder) =>
    readdirSync(join(root, folder))
      .filter((name) => name.endsWith(".md"))
      .map((name) => `${folder}/${name}`),
  ),
];
const textOf = (guide: string): string => readFileSync(join(root, guide), "utf8");

const folder = realpathSync(mkdtempSync(join(tmpdir(), "waybill-docs-")));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/**
 * A block as a module. One that begins with a dot goes on with the pipeline `flights` of the guide's first block, which
 * is beside it as `guide.ts`.
 */
const moduleOf = ({ text }: Block): string =>
  text.startsWith(".")
    ? `import { airports, Flight, flights } from "./guide.ts";
import { decimal } from "@waybill/core";
import * as z from "zod";
void [airports, Flight, decimal, z];
export default flights
${text}`
    : text;

function writeModules(guide: string): string[] {
  const blocks = blocksOf(textOf(guide)).filter(({ language }) => language === "ts");
  const below = join(folder, guide.replace(/\W/g, "-"));
  mkdirSync(below, { recursive: true });
  return blocks.map((block, i) => {
    const path = join(below, i === 0 ? "guide.ts" : `line-${block.line}.ts`);
    writeFileSync(path, moduleOf(block));
    return path;
  });
}

test("the TypeScript in the guides compiles, is a pipeline that can be, and has queries that the engine takes", {
  timeout: 60_000,
}, async () => {
  const modules = GUIDES.flatMap(writeModules);
  expect(modules.length).toBeGreaterThan(12);
  const { stdout, stderr } = await typedIn(root, `waybill check --json ${modules.join(" ")}`);
  expect(stdout, stderr).not.toBe("");
  const { files } = JSON.parse(stdout) as {
    files: { file: string; problems: { code: string; message: string; where: string }[] }[];
  };
  expect(files).toHaveLength(modules.length);
  const problems = files.flatMap(({ file, problems }) =>
    problems
      // Of a pipeline the guides show the part that they speak of.
      .filter(({ code }) => code !== "pipeline.no-load")
      // Subscribers and events are no pipelines: that they compile is all.
      .filter(({ code }) => code !== "pipeline-file.no-pipeline" || !/5-events/.test(file))
      .map(({ code, message, where }) => `${relative(folder, file)}: ${code}: ${message} (${where})`),
  );
  expect(problems).toEqual([]);
});

test("the README shows the pipeline that is run", () => {
  const [shown] = blocksOf(textOf("README.md")).filter(({ language }) => language === "ts");
  expect(shown?.text).toBe(textOf("pipelines/flights.ts"));
});

describe("commands", async () => {
  const known = await knownCommands();

  test("the command line says which there are", () => {
    expect([...known.keys()]).toEqual(
      expect.arrayContaining(["run", "lineage", "quarantine show", "dlq redrive", "init"]),
    );
    expect(known.get("run")?.flags).toEqual(
      expect.arrayContaining(["--state", "--set", "--partition-size", "--json"]),
    );
  });

  test.each(GUIDES)("%s names only what the command line knows", (guide) => {
    expect(usesIn(textOf(guide)).flatMap((use) => badUse(use, known) ?? [])).toEqual([]);
  });

  test("a command or flag that is not there is seen", () => {
    const text = "`waybill replay last` and `waybill runs --all`, but `waybill runs --limit 3`";
    expect(usesIn(text).flatMap((use) => badUse(use, known) ?? [])).toEqual([
      "waybill replay last: no such command",
      "waybill runs --all: no flag --all",
    ]);
  });

  test("every command and each of its flags is documented", () => {
    const guide = textOf("docs/7-command-line.md");
    const missing = [...known].flatMap(([command, { flags }]) => [
      ...(guide.includes(`waybill ${command}`) ? [] : [command]),
      ...flags
        .filter((flag) => flag !== "--help" && !guide.includes(flag))
        .map((flag) => `${command} ${flag}`),
    ]);
    expect(missing).toEqual([]);
  });
});

test.each(GUIDES)("%s links to what is there", (guide) => {
  expect(brokenLinks(root, guide)).toEqual([]);
});

test("npm's scripts that the guides name are there", () => {
  const { scripts } = JSON.parse(textOf("package.json")) as { scripts: Record<string, string> };
  const named = GUIDES.flatMap((guide) => [...textOf(guide).matchAll(/\bnpm run ([a-z][\w:-]*)/g)]).map(
    ([, name = ""]) => name,
  );
  expect([...new Set(named)].filter((name) => !(name in scripts))).toEqual([]);
});

import { afterAll, beforeAll, test } from "vitest";
import { type Folder, folder } from "../support/folder.ts";
import { expectJsonMessage } from "../support/message.ts";
import { GOOD_ROWS, HEAD, indexOf, pipelineFile } from "../support/pipelines.ts";
import { waybill } from "../support/waybill.ts";

let scene: Folder;
beforeAll(() => {
  scene = folder();
  scene.write("good.csv", GOOD_ROWS);
});
afterAll(() => scene[Symbol.dispose]());

const cases = [
  {
    what: "with a syntax error",
    content: `${HEAD}export default pipeline("syntax" files("good.csv"));\n`,
    code: "pipeline-file.syntax",
    where: /x\.ts:4:\d+$/,
  },
  {
    what: "that exports no pipeline",
    content: "export const flights = 1;\n",
    code: "pipeline-file.no-pipeline",
    where: /x\.ts$/,
    next: "export default pipeline(",
  },
  {
    what: "that throws at its top level",
    content: `${HEAD}throw new Error("not today");\n`,
    code: "pipeline-file.failed",
    where: /x\.ts:4:7$/,
  },
  {
    what: "that imports a file that is not there",
    content: 'import { row } from "./rows.ts";\nexport default row;\n',
    code: "pipeline-file.import",
    where: /x\.ts:1$/,
  },
  {
    what: "that imports a package that is not installed",
    content: 'import pad from "left-pad";\nexport default pad;\n',
    code: "pipeline-file.import",
    next: "npm install left-pad",
  },
  {
    what: "with a misspelt column in a check",
    content: pipelineFile("x", { steps: ".check(({ nmae }) => [nmae.notNull()])" }),
    code: "column.unknown",
    where: /x\.ts:4:\d+/,
    next: "did you mean name?",
  },
  {
    what: "with a key that is no column",
    content: pipelineFile("x", { load: '.load({ table: "x", mode: "merge", key: ["idd"] })' }),
    code: "column.unknown",
    where: /x\.ts:4:\d+/,
    next: "did you mean id?",
  },
  {
    what: "with a type that no column can have",
    content: `${HEAD}const Odd = z.object({ id: z.union([z.int(), z.string()]) });
export default pipeline("x", files("good.csv", { row: Odd })).load({ table: "x", mode: "append" });\n`,
    code: "contract.type",
    where: /x\.ts:5:\d+ \(row\.id\)/,
  },
  {
    what: "that loads nowhere",
    content: pipelineFile("x", { load: "" }),
    code: "pipeline.no-load",
    where: /x/,
    next: ".load({ table:",
  },
];

test.concurrent.each(cases)("a file $what", async ({ what, content, code, ...place }) => {
  const name = what.replaceAll(/\W/g, "-");
  scene.write(`${name}/x.ts`, content);
  scene.write(`${name}/good.csv`, GOOD_ROWS);
  const answer = await waybill(scene.at(name), "run", "x.ts", "--state", "state", "--json");
  expectJsonMessage(answer, { exit: 2, code, ...place });
});

test.concurrent.each([
  ["./gone.ts", "pipeline-file.missing"],
  ["./", "pipeline-file.directory"],
  ["nobody", "pipeline.unknown"],
])("no pipeline at %s", async (given, code) => {
  expectJsonMessage(await waybill(scene.path, "run", given, "--json"), { exit: 2, code });
});

test.concurrent("two pipelines of one name", async () => {
  using twice = folder();
  twice.write("pipelines/index.ts", indexOf(["one", "two"]));
  for (const name of ["one", "two"]) twice.write(`pipelines/${name}.ts`, pipelineFile("orders"));
  const answer = await waybill(twice.path, "run", "orders", "--json");
  expectJsonMessage(answer, { exit: 2, code: "pipeline.duplicate", where: /one\.ts.*two\.ts/ });
});

test.concurrent("nothing is begun for a file that cannot be right", async () => {
  scene.write("broken.ts", "export default;");
  await waybill(scene.path, "run", "broken.ts", "--state", "untouched");
  expectJsonMessage(await waybill(scene.path, "runs", "--state", "untouched", "--json"), {
    exit: 2,
    code: "state.none",
    next: "waybill run",
  });
});

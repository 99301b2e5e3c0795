import { afterAll, beforeAll, test } from "vitest";
import { type Folder, folder } from "../support/folder.ts";
import { expectJsonMessage } from "../support/message.ts";
import { GOOD_ROWS, pipelineFile } from "../support/pipelines.ts";
import { waybill } from "../support/waybill.ts";

let scene: Folder;
beforeAll(async () => {
  scene = folder();
  scene.write("good.csv", GOOD_ROWS);
  scene.write("good.ts", pipelineFile("good"));
  const { code, err } = await waybill(scene.path, "run", "good.ts", "--state", "state", "--quiet");
  if (code !== 0) throw new Error(err);
});
afterAll(() => scene[Symbol.dispose]());

const RUN = ["run", "good.ts"] as const;
const NO_RUN = "01AAAAAAAAAAAAAAAAAAAAAAAA";

test.concurrent.each<readonly [words: readonly string[], code: string | RegExp, next: string | RegExp]>([
  [["rnu"], "command-line.unknown-command", "did you mean run?"],
  [[...RUN, "--sett", "a=b"], "command-line.unknown-flag", "did you mean --set?"],
  [[...RUN, "--memory", "lots"], "command-line.value", "waybill run --help"],
  [[...RUN, "--memory", "10KB"], "engine.memory-setting", "--memory 512MB"],
  [[...RUN, "--threads", "0"], "command-line.value", "waybill run --help"],
  [[...RUN, "--threads", "99999"], "command-line.value", "waybill run --help"],
  [[...RUN, "--partition-size", "-1"], /^command-line\./, /\w/],
  [["lineage", NO_RUN], "run.unknown", "waybill runs"],
  [["quarantine", "show", "nope"], "run.unknown", "waybill runs"],
  [["events", "--run", NO_RUN], "run.unknown", "waybill runs"],
  [["dlq", "redrive", "99"], "dead-letter.unknown", "waybill dlq list"],
  [["query", "selec 1"], "query.failed", "show all tables"],
  [["query", "from goood"], "warehouse.no-table", "did you mean `good`?"],
  [["query", "select idd from good"], "query.failed", "waybill query"],
  [["query", "drop table good"], "query.read-only", "SELECT"],
  [["query", "from read_csv('/etc/passwd')"], "query.no-files", /\w/],
])("waybill %j", async (words, code, next) => {
  const answer = await waybill(scene.path, ...words, "--state", "state", "--json");
  expectJsonMessage(answer, { exit: 2, code, next });
});

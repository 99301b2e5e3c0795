import { chmodSync, cpSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runsOf } from "../support/audit.ts";
import { type Folder, folder } from "../support/folder.ts";
import { expectJsonMessage } from "../support/message.ts";
import { GOOD_ROWS, HEAD, pipelineFile } from "../support/pipelines.ts";
import { type Answer, COMMAND, start, startProgram, waybill } from "../support/waybill.ts";

/** Yields its rows once a file is there. */
const WAITING = `${HEAD}
import { existsSync } from "node:fs";
async function* wait({ signal }: { signal: AbortSignal }) {
  while (!existsSync("open") && !signal.aborted) await new Promise((resolve) => setTimeout(resolve, 20));
  yield { id: 1, name: "late", amount: 1 };
}
export default pipeline("waiting", rows("door", { row: Row }, wait)).load({ table: "waiting", mode: "append" });
`;

const NOBODY = 65_534;
const ROOT = process.getuid?.() === 0;
/** Root may write everywhere, so it types the command as somebody who may not. */
const AS_NOBODY = ROOT ? ["setpriv", `--reuid=${NOBODY}`, `--regid=${NOBODY}`, "--clear-groups"] : [];

let scene: Folder;
beforeAll(async () => {
  scene = folder();
  chmodSync(scene.path, 0o755);
  scene.write("good.csv", GOOD_ROWS);
  scene.write("good.ts", pipelineFile("good"));
  scene.write("waiting.ts", WAITING);
  expect((await run("state")).code).toBe(0);
});
afterAll(() => scene[Symbol.dispose]());

const words = (state: string) => ["run", "good.ts", "--state", state, "--json"];
const run = (state: string): Promise<Answer> => waybill(scene.path, ...words(state));

test.concurrent("a state of a newer version is left as it is", async () => {
  cpSync(scene.at("state"), scene.at("newer"), { recursive: true });
  const database = new DatabaseSync(scene.at("newer/waybill.sqlite"));
  database.exec("PRAGMA user_version = 99");
  database.close();
  const message = {
    exit: 1,
    code: "state.newer-version",
    where: "newer/waybill.sqlite",
    next: /update Waybill/,
  };
  expectJsonMessage(await run("newer"), message);
  expectJsonMessage(await waybill(scene.path, "runs", "--state", "newer", "--json"), message);
});

test.concurrent("a state that is damaged", async () => {
  cpSync(scene.at("state"), scene.at("damaged"), { recursive: true });
  scene.write("damaged/waybill.sqlite", "this is not what was written here");
  expectJsonMessage(await run("damaged"), {
    exit: 1,
    code: "state.damaged",
    where: "damaged/waybill.sqlite",
    next: "--state",
  });
});

test.concurrent("a file where the state folder should be", async () => {
  scene.write("a-file", "");
  expectJsonMessage(await run("a-file"), {
    exit: 2,
    code: "state.not-a-folder",
    where: "a-file",
    next: "--state",
  });
});

test.concurrent("a folder that may not be written", async () => {
  scene.write("locked/.keep", "");
  chmodSync(scene.at("locked"), 0o555);
  const program = [...AS_NOBODY, ...COMMAND, ...words("locked/state")];
  expectJsonMessage(await startProgram(scene.path, program).end, {
    exit: 1,
    code: "state.no-permission",
    where: "locked/state",
    next: "ls -ld",
  });
  chmodSync(scene.at("locked"), 0o755);
});

test.concurrent("a second process is told who works there, looks on meanwhile, and has its turn after that", async () => {
  const state = ["--state", "busy", "--json"];
  const first = start(scene.path, "run", "waiting.ts", ...state);
  await first.until(/ Planned /);
  expectJsonMessage(await run("busy"), {
    exit: 1,
    code: "state.locked",
    where: "busy",
    next: /wait|--state/,
  });
  const { out } = await waybill(scene.path, "runs", ...state);
  expect(out).toMatch(/"status": ?"open|Planned/);
  scene.write("open", "");
  expect((await first.end).code).toBe(0);
  expect((await run("busy")).code).toBe(0);
  expect(await runsOf(scene.at("busy"))).toMatchObject([{ outcome: "completed" }, { outcome: "completed" }]);
});

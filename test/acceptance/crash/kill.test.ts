import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runsOf } from "../support/audit.ts";
import { type Folder, folder } from "../support/folder.ts";
import { randomFrom } from "../support/random.ts";
import { difference } from "../support/warehouse.ts";
import { writeOrders, writeVisits } from "./data.ts";
import { type Moment, momentsFrom } from "./moments.ts";
import {
  begin,
  copyOf,
  type Left,
  leftBy,
  type Name,
  PIPELINES,
  runIn,
  stateOf,
  untilDone,
} from "./scene.ts";

/** `WAYBILL_KILLS=100` kills so often; `WAYBILL_SEED` draws the same moments again. */
const KILLS = Number(process.env.WAYBILL_KILLS ?? 10);
const SEED = Number(process.env.WAYBILL_SEED ?? Date.now() % 1_000_000);
const MOST_A_RUN = 3;
const MS_A_KILL = 15_000;

let scene: Folder;
const undisturbed = new Map<Name, Left>();

beforeAll(async () => {
  scene = folder();
  writeOrders(scene, 1);
  writeVisits(scene);
  for (const name of PIPELINES) await untilDone(scene, name);
  writeOrders(scene, 2);
  await Promise.all(
    PIPELINES.map(async (name) => {
      using copy = copyOf(scene);
      undisturbed.set(name, await leftBy(copy, name, await untilDone(copy, name)));
    }),
  );
}, 60_000);
afterAll(() => scene[Symbol.dispose]());

const title = `killed at ${KILLS} random moments, a run leaves what an undisturbed one leaves (seed ${SEED})`;
test(title, { timeout: KILLS * MS_A_KILL }, async () => {
  const next = momentsFrom(randomFrom(SEED));
  let left = KILLS;
  const lane = async (name: Name) => {
    for (let most = 1; left > 0; most = (most % MOST_A_RUN) + 1) {
      const struck = await disturb(name, next, most);
      left -= struck.length;
      if (process.env.WAYBILL_KILLS) console.log(storyOf(name, struck));
    }
  };
  await Promise.all(PIPELINES.map(lane));
});

/** Kills it up to so often, and starts it again each time with the same command. Which kills struck. */
async function disturb(name: Name, next: () => Moment, most: number): Promise<readonly Moment[]> {
  using copy = copyOf(scene);
  const before = await runsOf(stateOf(copy));
  const struck: Moment[] = [];
  let runId: string | null = null;
  while (struck.length < most && runId === null) {
    const moment = next();
    runId = await killed(copy, name, moment);
    if (runId === null) struck.push(moment);
  }
  runId ??= await untilDone(copy, name);
  await expectAsIfUndisturbed(copy, name, runId, storyOf(name, struck));
  expect(await runsOf(stateOf(copy))).toEqual([...before, { runId, outcome: "completed" }]);
  return struck;
}

/** Its run where somebody was told how it ended, by a result or by an exit; null where the kill came before that. */
async function killed(copy: Folder, name: Name, { after, ms }: Moment): Promise<string | null> {
  const run = begin(copy, name);
  if (after) await run.until(after);
  await Promise.race([sleep(ms), run.end]);
  run.child.kill("SIGKILL");
  const answer = await run.end;
  return answer.signal === null || answer.out.endsWith("}\n") ? runIn(answer) : null;
}

async function expectAsIfUndisturbed(copy: Folder, name: Name, runId: string, story: string): Promise<void> {
  const { account, table } = await leftBy(copy, name, runId);
  const reference = undisturbed.get(name);
  const wanted = reference?.table ?? [];
  expect(difference(table, wanted), story).toEqual({ rows: wanted.length, more: [], less: [] });
  expect({ ...account, runId: "" }, story).toEqual({ ...reference?.account, runId: "" });
}

const storyOf = (name: Name, struck: readonly Moment[]): string =>
  `${name}, killed ${struck.map(({ after, ms }) => `${ms} ms after ${after ?? "the start"}`).join(", ")}`;

import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runsOf } from "../support/audit.ts";
import { folder } from "../support/folder.ts";
import { randomFrom } from "../support/random.ts";
import { difference } from "../support/warehouse.ts";
import { writeOrders, writeVisits } from "./data.ts";
import { type Moment, momentsFrom } from "./moments.ts";
import { begin, copyOf, type Left, leftBy, type Name, runIn, stateOf, untilDone } from "./scene.ts";

/** `WAYBILL_KILLS=100` kills so often; `WAYBILL_SEED` draws the same moments again. */
const KILLS = Number(process.env.WAYBILL_KILLS ?? 6);
const SEED = Number(process.env.WAYBILL_SEED ?? Date.now() % 1_000_000);
const MOST_A_RUN = 3;
const MS_A_KILL = 15_000;

/** Where a run begins, and what it leaves behind when nobody disturbs it. */
interface Setting {
  readonly name: Name;
  readonly scene: ReturnType<typeof folder>;
  readonly runs: Awaited<ReturnType<typeof runsOf>>;
  readonly undisturbed: Left;
}

const anew = folder();
const later = folder();
const settings: Setting[] = [];

/** The first run of a folder, a merge into a table that has rows, and an append to one. */
beforeAll(async () => {
  for (const scene of [anew, later]) {
    writeOrders(scene, 1);
    writeVisits(scene);
  }
  await untilDone(later, "orders");
  const first = await untilDone(later, "visits");
  settings.push({ name: "visits", scene: anew, runs: [], undisturbed: await leftBy(later, "visits", first) });
  writeOrders(later, 2);
  const runs = await runsOf(stateOf(later));
  for (const name of ["orders", "visits"] as const) {
    using copy = copyOf(later);
    const undisturbed = await leftBy(copy, name, await untilDone(copy, name));
    settings.push({ name, scene: later, runs, undisturbed });
  }
}, 60_000);
afterAll(() => {
  for (const scene of [anew, later]) scene[Symbol.dispose]();
});

const title = `killed at ${KILLS} random moments, a run leaves what an undisturbed one leaves (seed ${SEED})`;
test(title, { timeout: KILLS * MS_A_KILL }, async () => {
  const next = momentsFrom(randomFrom(SEED));
  let left = KILLS;
  let turn = 0;
  const lane = async () => {
    while (left > 0) {
      const most = Math.min(left, (turn % MOST_A_RUN) + 1);
      const setting = settings[turn++ % settings.length] as Setting;
      // Taken at once, so that the two lanes together kill no more than was asked for.
      left -= most;
      left += most - (await disturb(setting, next, most));
    }
  };
  await Promise.all([lane(), lane()]);
});

/** Kills it up to so often, and starts it again each time with the same command. How many kills struck. */
async function disturb(setting: Setting, next: () => Moment, most: number): Promise<number> {
  const { name, scene, runs } = setting;
  using copy = copyOf(scene);
  const struck: Moment[] = [];
  let runId: string | null = null;
  while (struck.length < most && runId === null) {
    const moment = next();
    runId = await killed(copy, name, moment);
    if (runId === null) struck.push(moment);
  }
  runId ??= await untilDone(copy, name);
  expectAsIfUndisturbed(setting, await leftBy(copy, name, runId), storyOf(name, struck));
  expect(await runsOf(stateOf(copy))).toEqual([...runs, { runId, outcome: "completed" }]);
  if (process.env.WAYBILL_KILLS) console.log(storyOf(name, struck));
  return struck.length;
}

/** Its run where somebody was told how it ended, by a result or by an exit; null where the kill came before that. */
async function killed(scene: Setting["scene"], name: Name, { after, ms }: Moment): Promise<string | null> {
  const run = begin(scene, name);
  if (after) await run.until(after);
  await Promise.race([sleep(ms), run.end]);
  run.child.kill("SIGKILL");
  const answer = await run.end;
  return answer.signal === null || answer.out.endsWith("}\n") ? runIn(answer) : null;
}

function expectAsIfUndisturbed({ undisturbed }: Setting, { account, table }: Left, story: string): void {
  const wanted = undisturbed.table;
  expect(difference(table, wanted), story).toEqual({ rows: wanted.length, more: [], less: [] });
  expect({ ...account, runId: "" }, story).toEqual({ ...undisturbed.account, runId: "" });
}

const storyOf = (name: Name, struck: readonly Moment[]): string =>
  `${name}, killed ${struck.map(({ after, ms }) => `${ms} ms after ${after ?? "the start"}`).join(", ")}`;

import { describe, expect, it } from "vitest";
import { expectInnocent, firstGuilty, simulate } from "./simulate.ts";
import { HARMLESS, WRONG } from "./variants/index.ts";

/** More of them, with other seeds every time, find what is rare: `WAYBILL_SCHEDULES=100000 npx vitest run simulation`. */
const SCHEDULES = Number(process.env.WAYBILL_SCHEDULES ?? 2000);
const HARMLESS_SCHEDULES = 100;
/** Each of these shows much sooner. */
const WRONG_SCHEDULES = 1000;
const TIMEOUT_MS = 60_000 + SCHEDULES * 20;

describe("a run under a schedule of crashes, duplicates, zombies and retries", () => {
  it(`commits no crime in ${SCHEDULES} schedules`, { timeout: TIMEOUT_MS }, async () => {
    await expectInnocent({ schedules: SCHEDULES });
  });

  it.each(HARMLESS)("commits none either where it $name", { timeout: TIMEOUT_MS }, async (variant) => {
    await expectInnocent({ schedules: HARMLESS_SCHEDULES, variant });
  });

  it.each(WRONG)("is caught where the shortcut is: $name", { timeout: TIMEOUT_MS }, async (variant) => {
    expect(await firstGuilty({ schedules: WRONG_SCHEDULES, variant })).toMatchObject({
      crimes: expect.arrayContaining([expect.any(String)]),
    });
  });
});

describe("the simulation", () => {
  it("plays the same schedule for the same seed", async () => {
    for (const seed of [1, 2, 3, 4, 5]) expect(await simulate({ seed })).toEqual(await simulate({ seed }));
  });

  it("gets to every end, and through everything on the way", async () => {
    const seen = new Set<string>();
    for (let seed = 1; seed <= 200; seed++) {
      const { outcome, generation, crashes, sweeps, deadLetters } = await simulate({ seed });
      seen.add(`${outcome} after ${generation} retries`);
      if (crashes > 0) seen.add("crashes");
      if (sweeps > 0) seen.add("sweeps");
      if (deadLetters > 0) seen.add("dead letters");
    }
    for (const outcome of ["completed", "failed"]) {
      for (const generation of [0, 1, 2]) expect(seen).toContain(`${outcome} after ${generation} retries`);
    }
    for (const event of ["crashes", "sweeps", "dead letters"]) expect(seen).toContain(event);
  });

  it("says which seed shows it again, and what is wrong", async () => {
    const variant = WRONG[0];
    if (!variant) throw new Error("there are wrong variants");
    const guilty = await firstGuilty({ schedules: WRONG_SCHEDULES, variant });
    const said = expectInnocent({ first: guilty?.seed ?? 0, schedules: 1, variant });
    await expect(said).rejects.toThrow(`seed ${guilty?.seed}`);
    await expect(said).rejects.toThrow(/what is not stored|is not the fold/);
  });
});

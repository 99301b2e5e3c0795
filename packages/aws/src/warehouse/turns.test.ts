import { expect, it } from "vitest";
import { takingTurns } from "./turns.ts";

it("work of one name goes one after the other, also after one that failed; of others at once", async () => {
  const inTurn = takingTurns();
  const told: string[] = [];
  const work = (name: string, ms: number) => async () => {
    told.push(`${name} begins`);
    await new Promise((resolve) => setTimeout(resolve, ms));
    told.push(`${name} ends`);
    if (name === "a1") throw new Error("a1 failed");
    return name;
  };
  const [a1, a2, b] = [inTurn("a", work("a1", 20)), inTurn("a", work("a2", 1)), inTurn("b", work("b", 1))];
  await expect(a1).rejects.toThrow("a1 failed");
  expect(await Promise.all([a2, b])).toEqual(["a2", "b"]);
  expect(told).toEqual(["a1 begins", "b begins", "b ends", "a1 ends", "a2 begins", "a2 ends"]);
});

import { describe, expect, it } from "vitest";
import * as z from "zod";
import { check } from "./check.ts";
import { thrownBy } from "./testing/sample.ts";

const Rows = z.object({
  rows: z.object({ got: z.int(), lost: z.int() }),
  tags: z.array(z.string()).optional(),
});
const subject = { event: "Loaded", at: "data", schema: "Loaded/2" };

describe("check", () => {
  it("gives the value back without what the schema does not know", () => {
    const value = { rows: { got: 1, lost: 0, more: 2 }, extra: true };
    expect(check(Rows, value, subject)).toEqual({ rows: { got: 1, lost: 0 } });
    expect(value).toHaveProperty("extra");
  });

  it("says what, where and what to do", () => {
    expect(thrownBy(() => check(Rows, { rows: { got: 1 } }, subject))).toMatchObject({
      name: "ContractError",
      code: "event.malformed",
      message: "Loaded at data.rows.lost: Invalid input: expected number, received undefined",
      where: "data.rows.lost",
      next: "compare it with schemas/Loaded/2.json (waybill schema Loaded 2)",
    });
  });

  it.each([
    [{ rows: { got: 1, lost: 0 }, tags: ["a", 2] }, "data", "data.tags.1"],
    [{ rows: 1 }, "", "rows"],
    [undefined, "data", "data"],
    [undefined, "", "envelope"],
  ])("points at %j from %j as %s", (value, at, where) => {
    expect(thrownBy(() => check(Rows, value, { ...subject, at }))).toMatchObject({ where });
  });

  it("names the first fault and counts the others", () => {
    const error = thrownBy(() => check(Rows, { rows: { got: "1" }, tags: [1, 2] }, subject));
    expect((error as Error).message).toMatch(/^Loaded at data\.rows\.got: .* \(and 3 more\)$/);
  });
});

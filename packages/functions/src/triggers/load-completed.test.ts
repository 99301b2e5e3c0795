import { describe, expect, test } from "vitest";
import { statementOf } from "./load-completed.ts";

const runId = "01K7ZZZZZZZZZZZZZZZZZZZZZZ";

describe("a statement's name", () => {
  test("says whose load it was, whichever try", () => {
    expect(statementOf({ statementName: `waybill:${runId}:2:0`, state: "FINISHED" })).toEqual({
      runId,
      generation: 2,
    });
    expect(statementOf({ statementName: `waybill:${runId}:0:7` })).toEqual({ runId, generation: 0 });
  });

  test.each([
    {},
    { statementName: "report" },
    { statementName: `waybill:${runId}` },
    { statementName: 7 },
    null,
  ])("%j is none of ours", (received) => {
    expect(() => statementOf(received)).toThrow(expect.objectContaining({ code: "statement.unknown" }));
  });
});

import { expect, test } from "vitest";
import type { Asked } from "./request.ts";
import { scheduled } from "./schedule.ts";

function recorded() {
  const asked: Asked[] = [];
  const handler = scheduled({}, () => async (one) => {
    asked.push(one);
    return "RUN";
  });
  return { asked, handler };
}

test("asks for the run of the minute that was meant", async () => {
  const { asked, handler } = recorded();
  expect(await handler({ pipeline: "orders", scheduledTime: "2026-03-01T03:00:00Z" })).toEqual({
    runId: "RUN",
  });
  expect(asked).toEqual([
    {
      pipeline: "orders",
      at: Date.UTC(2026, 2, 1, 3),
      key: ["schedule", "2026-03-01T03:00:00Z"],
      trigger: { kind: "schedule", by: "2026-03-01T03:00:00Z", origin: null },
      parameters: {},
    },
  ]);
});

test.each([{}, { pipeline: "orders" }, { pipeline: "", scheduledTime: "2026-03-01T03:00:00Z" }, null])(
  "refuses to be called with %j",
  async (event) => {
    await expect(recorded().handler(event)).rejects.toMatchObject({ code: "schedule.malformed" });
  },
);

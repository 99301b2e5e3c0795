import { expect, test } from "vitest";
import { CallGate } from "./gate.ts";
import { callGate, registerRows, shareCallGate } from "./index.ts";
import { column, connected, stepOf } from "./testing/steps.ts";

test("a gate lets calls pass until it is shut", () => {
  const gate = new CallGate();
  const passed: string[] = [];
  gate.pass(() => passed.push("first"));
  expect(gate.shut(10)).toBe(true);
  expect(() => gate.pass(() => passed.push("second"))).toThrow("the engine is being closed");
  expect(passed).toEqual(["first"]);
});

test("it is not shut while something is inside", () => {
  const gate = new CallGate();
  const other = new CallGate(gate.buffer);
  gate.pass(() => expect(other.shut(10)).toBe(false));
  expect(other.shut(10)).toBe(true);
});

test("what throws inside is outside again", () => {
  const gate = new CallGate();
  expect(() =>
    gate.pass(() => {
      throw new Error("inside");
    }),
  ).toThrow("inside");
  expect(gate.shut(10)).toBe(true);
});

test("a shut gate fails the query", async () => {
  const connection = await connected();
  const step = stepOf([column("n", "int")], [column("m", "int")], ({ n }) => ({ m: n }));
  const sql = registerRows(connection, step).call("(SELECT range AS n FROM range(5))");
  const before = callGate();
  const gate = new CallGate();
  shareCallGate(gate.buffer);
  gate.shut(10);
  await expect(connection.all(sql)).rejects.toThrow("the engine is being closed");
  shareCallGate(before.buffer);
  expect(await connection.all(sql)).toHaveLength(5);
});

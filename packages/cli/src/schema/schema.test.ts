import { expect, test } from "vitest";
import { type } from "../testing/command-line.ts";

test("the list of the events", async () => {
  const { code, out } = await type(["schema"]);
  expect(code).toBe(0);
  expect(out.split("\n")[0]).toBe("event        version  what it says");
  expect(out).toContain("Loaded             2  A run's rows are in the warehouse, committed.");
});

test("the shape of one event, in its latest or an older version, whatever the case of its name", async () => {
  const latest = JSON.parse((await type(["schema", "loaded"])).out);
  const first = JSON.parse((await type(["schema", "Loaded", "1"])).out);
  expect(latest.title).toBe("Loaded 2");
  expect(first.title).toBe("Loaded 1");
  expect(Object.keys(latest.properties)).toContain("drift");
  expect(Object.keys(first.properties)).not.toContain("drift");
});

test.each([
  [["schema", "Lodaed"], "event.unknown-type", "did you mean Loaded?", 2],
  [["schema", "Loaded", "9"], "event.unknown-version", "there are: 1, 2", 2],
])("%j is told as %s", async (inputs, code, next, exit) => {
  const answer = await type(inputs);
  expect(answer.code).toBe(exit);
  expect(answer.err).toContain(`error ${code}`);
  expect(answer.err).toContain(next);
});

test("the whole bus as AsyncAPI", async () => {
  const document = JSON.parse((await type(["schema", "--asyncapi"])).out);
  expect(document.asyncapi).toBe("3.0.0");
  expect(document.info.version).toBe("1.2.3");
});

test("the gate compares with what is frozen", async () => {
  const answer = await type(["schema", "--check", "--json"]);
  const { findings } = JSON.parse(answer.out);
  expect(answer.code).toBe(findings.length === 0 ? 0 : 1);
});

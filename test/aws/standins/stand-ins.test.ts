import { expect, test } from "vitest";
import { reasonToSkip, type StandIns } from "./stand-ins.ts";

const standIns: StandIns = {
  localStack: { missing: "there is no Python" },
  redshiftGrammar: { missing: "there is no Python" },
  dynamoDb: { at: "http://127.0.0.1:8000" },
  eventRuler: { at: "/lib" },
};

test("tests are skipped for what is missing of that which they need, and for nothing else", () => {
  expect(reasonToSkip(standIns, ["dynamoDb", "eventRuler"])).toBeUndefined();
  expect(reasonToSkip(standIns, ["dynamoDb", "localStack"])).toBe("there is no Python");
  expect(reasonToSkip(undefined, [])).toBe("npm run test:aws runs it, on stand-ins for AWS");
});

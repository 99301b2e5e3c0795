import { expect, test } from "vitest";
import { commandsAfter } from "./commands.ts";
import type { Problem } from "./problem.ts";

const env = { PATH: "" };
const problem: Problem = {
  class: "permanent",
  code: "some.code",
  message: "waybill runs is no command here",
  where: null,
  why: null,
  next: "look: waybill lineage 01JD, then waybill check",
};

test.each([
  ["waybill run a.ts --state st", "--state st"],
  ["waybill run a.ts --state=st", "--state st"],
  ["waybill --state st runs", "--state st"],
])("after %s the state folder is in the next command", (line, flag) => {
  const commands = commandsAfter(line.split(" ").slice(1), env);
  expect(commands.typed("lineage", "01JD")).toBe(`npx waybill lineage 01JD ${flag}`);
  expect(commands.typed("check", "a.ts")).toBe("npx waybill check a.ts");
  expect(commands.forPeople(problem)).toEqual({
    ...problem,
    next: `look: npx waybill lineage 01JD ${flag}, then npx waybill check`,
  });
  expect(commands.forPrograms(problem).next).toBe(`look: waybill lineage 01JD ${flag}, then waybill check`);
});

test.each(["waybill runs --stage prod", "waybill --stage=prod runs"])(
  "after %s the stage is in the next command, where that knows stages",
  (line) => {
    const commands = commandsAfter(line.split(" ").slice(1), env);
    expect(commands.typed("lineage", "01JD")).toBe("npx waybill lineage 01JD --stage prod");
    expect(commands.typed("query", "from t")).toBe('npx waybill query "from t"');
    expect(commands.forPeople({ ...problem, next: "waybill dlq show 1; waybill query t" }).next).toBe(
      "npx waybill dlq show 1 --stage prod; npx waybill query t",
    );
    expect(commands.forPrograms({ ...problem, next: "waybill events --stage prod" }).next).toBe(
      "waybill events --stage prod",
    );
  },
);

test("a folder with a blank in its name is quoted, one that holds = is whole", () => {
  expect(commandsAfter(["runs", "--state", "my state"], env).typed("runs")).toBe(
    'npx waybill runs --state "my state"',
  );
  expect(commandsAfter(["runs", "--state=a=b"], env).typed("runs")).toBe("npx waybill runs --state a=b");
});

test.each([[["runs"]], [["query", "--", "--state", "st"]], [["runs", "--state"]]])(
  "after %j there is none to name",
  (inputs) => {
    const commands = commandsAfter(inputs, env);
    expect(commands.typed("runs")).toBe("npx waybill runs");
    expect(commands.forPrograms(problem)).toEqual(problem);
  },
);

test("what says nothing of what is next stays silent", () => {
  const silent = { ...problem, next: null };
  expect(commandsAfter(["runs", "--state", "st"], env).forPeople(silent)).toEqual(silent);
});

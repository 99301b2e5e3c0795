import fc from "fast-check";
import { expect, test } from "vitest";
import { takesState, withProgram, withState } from "./advice.ts";

test("advice calls the program as it is called here", () => {
  const advice = "look at them (waybill dlq list), or: waybill run flights";
  expect(withProgram(advice, "npx waybill")).toBe(
    "look at them (npx waybill dlq list), or: npx waybill run flights",
  );
  expect(withProgram(advice, "waybill")).toBe(advice);
  expect(withProgram("update waybill from @waybill/cli", "npx waybill")).toBe(
    "update waybill from @waybill/cli",
  );
  expect(withProgram("npx waybill runs", "npx waybill")).toBe("npx waybill runs");
});

test.each([
  ["list them: waybill runs", "list them: waybill runs --state st"],
  [
    "see why: waybill quarantine show 01JD; then mend it",
    "see why: waybill quarantine show 01JD --state st; then mend it",
  ],
  [
    "look for its last words: waybill dlq list; then waybill lineage 01JD",
    "look for its last words: waybill dlq list --state st; then waybill lineage 01JD --state st",
  ],
  ["waybill dlq list, waybill lineage", "waybill dlq list --state st, waybill lineage --state st"],
  ["discard it (waybill dlq discard), and go on", "discard it (waybill dlq discard --state st), and go on"],
  ["run one (waybill run <pipeline>), or wait", "run one (waybill run <pipeline> --state st), or wait"],
  [
    "an artifact comes back with: waybill retry <run>",
    "an artifact comes back with: waybill retry <run> --state st",
  ],
  ["name a file: waybill run ./a,b.ts, or wait", "name a file: waybill run ./a,b.ts --state st, or wait"],
  [
    "say which: waybill run all.ts#a (there are a, b)",
    "say which: waybill run all.ts#a --state st (there are a, b)",
  ],
  ["see waybill runs.", "see waybill runs --state st."],
  [
    'waybill query "show tables"; waybill query \'from "a b"\'',
    'waybill query "show tables" --state st; waybill query \'from "a b"\' --state st',
  ],
  [
    "report the output of waybill lineage 01JD --json",
    "report the output of waybill lineage 01JD --json --state st",
  ],
  [
    "go on: waybill run ./a.ts --set month=may --set 'q=\"x\"', or not",
    "go on: waybill run ./a.ts --set month=may --set 'q=\"x\"' --state st, or not",
  ],
  ["go on: npx waybill run 'it'\\''s.ts'", "go on: npx waybill run 'it'\\''s.ts' --state st"],
])("%s", (advice, told) => expect(withState(advice, "--state st")).toBe(told));

test.each([
  "waybill run a.ts --state other",
  "waybill query --help",
  "check the path; waybill pipelines lists those it knows",
  "write one: waybill init data.csv, and waybill check",
  "work in another folder: --state <folder>",
  "my-waybill runs, waybill runner",
])("%s: stays as it is", (advice) => expect(withState(advice, "--state st")).toBe(advice));

test("nothing of the advice is lost, whatever it says", () => {
  const part = fc.constantFrom(
    "waybill ",
    "run",
    "dlq list",
    " ",
    "<a>",
    '"x',
    "'",
    "01JD",
    ";",
    " --json",
    "(",
    ".",
  );
  fc.assert(
    fc.property(
      fc.array(part).map((parts) => parts.join("")),
      (advice) => {
        expect(withState(advice, "--state st").replaceAll(" --state st", "")).toBe(advice);
      },
    ),
  );
});

test("commands that look at a state folder are known", () => {
  expect(takesState(["lineage", "01JD"])).toBe(true);
  expect(takesState(["dlq", "show", "1"])).toBe(true);
  expect(takesState(["check", "runs"])).toBe(false);
});

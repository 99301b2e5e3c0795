import { expect, test } from "vitest";
import { type CheckDraft, withIds } from "./draft.ts";

const draft = (column: string | null, more: Partial<CheckDraft> = {}): CheckDraft =>
  ({ column, severity: "reject", implied: false, rule: "notNull", ...more }) as CheckDraft;

test("an id is the column and the rule, with a number from the second on", () => {
  const ids = withIds([draft("id"), draft("id"), draft("at"), draft("id")]).map(({ id }) => id);
  expect(ids).toEqual(["id.notNull", "id.notNull#2", "at.notNull", "id.notNull#3"]);
});

test("rules about rows, with the name that their author gave", () => {
  const satisfies = { rule: "satisfies", sql: "a < b" } as const;
  const checks = withIds([draft(null, satisfies), draft(null, { ...satisfies, name: "ordered" })]);
  expect(checks.map(({ id }) => id)).toEqual(["rows.satisfies", "rows.ordered"]);
  expect(checks[1]).not.toHaveProperty("name");
});

test("a column that is called like a numbered id keeps its own", () => {
  const ids = withIds([draft("id", { name: "notNull#2" }), draft("id"), draft("id")]).map(({ id }) => id);
  expect(ids).toEqual(["id.notNull#2", "id.notNull", "id.notNull#3"]);
});

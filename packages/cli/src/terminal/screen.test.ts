import { expect, test } from "vitest";
import { memoryOutput } from "../testing/memory-output.ts";
import { Screen } from "./screen.ts";

const ESC = "\u001b";
const TOKENS = new RegExp(`${ESC}\\[(\\d+)A|${ESC}\\[[JK]|${ESC}\\[\\?25[hl]|\\r|\\n|[^${ESC}\\r\\n]+`, "g");

/** What somebody sees: the few sequences that a screen uses, played on lines. */
function play(text: string): readonly string[] {
  const lines: string[] = [""];
  let row = 0;
  let column = 0;
  const line = () => lines[row] ?? "";
  for (const [token, up] of text.matchAll(TOKENS)) {
    if (up !== undefined) row -= Number(up);
    else if (token === `${ESC}[J`) lines.splice(row, lines.length, line().slice(0, column));
    else if (token === `${ESC}[K`) lines[row] = line().slice(0, column);
    else if (token === "\r") column = 0;
    else if (token === "\n") {
      row += 1;
      column = 0;
      lines[row] ??= "";
    } else if (!token.startsWith(ESC)) {
      lines[row] = line().slice(0, column) + token + line().slice(column + token.length);
      column += token.length;
    }
  }
  return lines.filter((shown, i) => shown !== "" || i < lines.length - 1);
}

test("what is drawn again takes the place of what was drawn", () => {
  const output = memoryOutput(80);
  const screen = new Screen(output);
  screen.draw(["one", "two"]);
  screen.draw(["three"]);
  expect(play(output.text)).toEqual(["three"]);
});

test("a printed line stays above", () => {
  const output = memoryOutput(80);
  const screen = new Screen(output);
  output.line("before");
  screen.draw(["one", "two"]);
  screen.print("said");
  screen.draw(["one", "three"]);
  expect(play(output.text)).toEqual(["before", "said", "one", "three"]);
});

test("two printed lines after each other leave nothing of what was drawn", () => {
  const output = memoryOutput(80);
  const screen = new Screen(output);
  screen.draw(["a long first line", "a long second line", "a long third line"]);
  screen.print("said");
  screen.print("again");
  screen.draw(["one"]);
  expect(play(output.text)).toEqual(["said", "again", "one"]);
});

test("the cursor comes back, and what is drawn stays or goes", () => {
  const kept = memoryOutput(80);
  const stays = new Screen(kept);
  stays.draw(["one"]);
  stays.end({ keep: true });
  expect(play(kept.text)).toEqual(["one"]);
  expect(kept.text.startsWith("\u001b[?25l")).toBe(true);
  expect(kept.text.endsWith("\u001b[?25h")).toBe(true);

  const gone = memoryOutput(80);
  const goes = new Screen(gone);
  goes.draw(["one"]);
  goes.end({ keep: false });
  expect(play(gone.text)).toEqual([]);
});

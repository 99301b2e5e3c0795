import { Writable } from "node:stream";
import { expect, test } from "vitest";
import { outputOf } from "./output.ts";

/** A stream that fails on its first write. */
function failing(code: string): NodeJS.WriteStream {
  const stream = new Writable({
    write: (_chunk, _encoding, done) => done(Object.assign(new Error(code), { code })),
    autoDestroy: false,
  });
  return stream as unknown as NodeJS.WriteStream;
}

const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

test("a reader that has gone ends the writing, without an error", async () => {
  const output = outputOf(failing("EPIPE"), {});
  expect(output.isClosed).toBe(false);
  output.line("one");
  await nextTurn();
  expect(output.isClosed).toBe(true);
  output.line("two");
});

test("only a terminal has a width", () => {
  const written: string[] = [];
  const stream = (isTTY: boolean) =>
    Object.assign(
      new Writable({
        write(chunk, _encoding, done) {
          written.push(String(chunk));
          done();
        },
      }),
      { isTTY, columns: 100, rows: 30 },
    ) as unknown as NodeJS.WriteStream;
  expect(outputOf(stream(false), {})).toMatchObject({ isTerminal: false, columns: null, rows: null });
  const terminal = outputOf(stream(true), {});
  expect(terminal).toMatchObject({ isTerminal: true, columns: 100, rows: 30 });
  terminal.line("hello");
  terminal.write("there");
  expect(written).toEqual(["hello\n", "there"]);
});

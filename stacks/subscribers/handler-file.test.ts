import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import subscribers from "../../subscribers/index.ts";
import { handlerFile, writeHandler } from "./handler-file.ts";

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "waybill-subscribers-"));
});
afterAll(() => rmSync(root, { recursive: true }));

describe("the handler of a subscriber", () => {
  it("is its own subscriber, as a handler", () => {
    expect(
      handlerFile("announce-load"),
    ).toBe(`import { subscribed } from "../../packages/functions/src/subscribed.ts";
import subscriber from "../../subscribers/announce-load.ts";

export const handler = subscribed(subscriber);
`);
  });

  it("is written where its name says, again and again", () => {
    expect(writeHandler("a", root)).toBe(".sst/subscribers/a.handler");
    expect(writeHandler("a", root)).toBe(".sst/subscribers/a.handler");
    expect(readFileSync(join(root, ".sst/subscribers/a.ts"), "utf8")).toBe(handlerFile("a"));
  });

  it.each(Object.entries(subscribers))("%s is the file of that name", async (name, subscriber) => {
    const file: { default: unknown } = await import(`../../subscribers/${name}.ts`);
    expect(file.default).toBe(subscriber);
  });
});

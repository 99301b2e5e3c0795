import { describe, expect, test } from "vitest";
import { memoryObjects } from "./memory-objects.ts";
import { objectsSuite } from "./objects-suite.ts";

describe("memoryObjects", () => {
  objectsSuite(async () => {
    const store = new Map<string, unknown>();
    return {
      objects: memoryObjects(store),
      write: async (path, content) => void store.set(path, content),
      read: async (path) => {
        const content = store.get(path);
        if (content instanceof Uint8Array) return content;
        throw new Error(`nothing at ${path}`);
      },
      close: async () => {},
    };
  });

  test("rows are an object too, under their own key", async () => {
    const store = new Map<string, unknown>();
    const draft = await memoryObjects(store).draft("run1/rows");
    const rows = [{ id: 1n, name: "a" }];
    store.set(draft.path, rows);
    const stored = await draft.commit();
    expect(store.get("run1/rows")).toBe(rows);
    expect(stored.uri).toBe("memory:run1/rows");
    expect(new TextDecoder().decode(await memoryObjects(store).get(stored.uri))).toBe(
      '[{"id":"1n","name":"a"}]',
    );
  });

  test("several over one map are one store, and their drafts have different paths", async () => {
    const store = new Map<string, unknown>();
    const [a, b] = [await memoryObjects(store).draft("run1/x"), await memoryObjects(store).draft("run1/x")];
    expect(a.path).not.toBe(b.path);
    const stored = await memoryObjects(store).put("run1/y", new Uint8Array([1, 2]));
    expect(await memoryObjects(store).get(stored.uri)).toEqual(new Uint8Array([1, 2]));
  });
});

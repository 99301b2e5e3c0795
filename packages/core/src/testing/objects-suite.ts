import { createHash } from "node:crypto";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Objects } from "../ports/objects.ts";

export interface ObjectsUnderTest {
  readonly objects: Objects;
  /** What the engine does with a draft's path, and with an opened one. */
  write(path: string, content: Uint8Array): Promise<void>;
  read(path: string): Promise<Uint8Array>;
  close(): Promise<void>;
}

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const sha256 = (content: Uint8Array): string =>
  `sha256:${createHash("sha256").update(content).digest("hex")}`;
const KEY = "run1/flights/0/extract/attempt1/rows.parquet";

/** What every object store promises. Registers vitest tests. */
export function objectsSuite(make: () => Promise<ObjectsUnderTest>): void {
  describe("as objects", () => {
    let subject: ObjectsUnderTest;
    let objects: Objects;
    beforeEach(async () => {
      subject = await make();
      objects = subject.objects;
    });
    afterEach(() => subject.close());

    const commit = async (key: string, content: string) => {
      const draft = await objects.draft(key);
      await subject.write(draft.path, bytes(content));
      return draft.commit();
    };
    const keys = async (prefix: string) => (await objects.list(prefix)).map(({ key }) => key);

    describe("drafts", () => {
      test("a committed draft is an object with its size and checksum", async () => {
        const stored = await commit(KEY, "rows 🚚");
        expect(stored).toMatchObject({ bytes: 9, checksum: sha256(bytes("rows 🚚")) });
        expect(Buffer.from(await objects.get(stored.uri))).toEqual(Buffer.from(bytes("rows 🚚")));
        expect(Buffer.from(await subject.read(await objects.open(stored.uri)))).toEqual(
          Buffer.from(bytes("rows 🚚")),
        );
      });

      test("an empty object is one too", async () => {
        expect(await commit(KEY, "")).toMatchObject({ bytes: 0, checksum: sha256(bytes("")) });
      });

      test("nobody sees a draft before it is committed", async () => {
        const draft = await objects.draft(KEY);
        await subject.write(draft.path, bytes("half"));
        expect(await keys("")).toEqual([]);
      });

      test("two drafts of one key have their own paths; the first to commit has the key", async () => {
        const [first, second] = await Promise.all([objects.draft(KEY), objects.draft(KEY)]);
        expect(first.path).not.toBe(second.path);
        await subject.write(first.path, bytes("first"));
        await subject.write(second.path, bytes("second"));
        const stored = await first.commit();
        await expect(second.commit()).rejects.toMatchObject({ class: "permanent", code: "object.exists" });
        expect(Buffer.from(await objects.get(stored.uri)).toString()).toBe("first");
        await expect(subject.read(second.path)).rejects.toThrow();
      });

      test("a committed draft's path is gone", async () => {
        const draft = await objects.draft(KEY);
        await subject.write(draft.path, bytes("x"));
        await draft.commit();
        await expect(subject.read(draft.path)).rejects.toThrow();
      });

      test("a discarded draft leaves nothing, written or not", async () => {
        const [written, unwritten] = [await objects.draft(KEY), await objects.draft(KEY)];
        await subject.write(written.path, bytes("x"));
        await written.discard();
        await unwritten.discard();
        await expect(subject.read(written.path)).rejects.toThrow();
        expect(await keys("")).toEqual([]);
      });

      test("committing what was never written is an error that names the key", async () => {
        const draft = await objects.draft(KEY);
        await expect(draft.commit()).rejects.toMatchObject({
          code: "object.missing",
          message: expect.stringContaining(KEY),
        });
      });
    });

    test("put is a draft and a commit", async () => {
      const stored = await objects.put("run1/plan.json", bytes("[]"));
      expect(stored).toMatchObject({ bytes: 2, checksum: sha256(bytes("[]")) });
      await expect(objects.put("run1/plan.json", bytes("{}"))).rejects.toMatchObject({
        code: "object.exists",
      });
      expect(Buffer.from(await objects.get(stored.uri)).toString()).toBe("[]");
    });

    test("what is not there is named", async () => {
      const { uri } = await commit(KEY, "x");
      await objects.delete([uri]);
      const missing = { class: "permanent", code: "object.missing", message: expect.stringContaining(uri) };
      await expect(objects.get(uri)).rejects.toMatchObject(missing);
      await expect(objects.open(uri)).rejects.toMatchObject(missing);
    });

    test("an object that is not what the event says is damaged", async () => {
      const { uri, bytes: size, checksum } = await commit(KEY, "rows");
      await expect(objects.get(uri, { bytes: size, checksum })).resolves.toHaveLength(size);
      await expect(objects.open(uri, { bytes: size, checksum })).resolves.toBeTypeOf("string");
      const damaged = { class: "permanent", code: "object.damaged", message: expect.stringContaining(uri) };
      await expect(objects.open(uri, { bytes: size + 1, checksum })).rejects.toMatchObject(damaged);
      await expect(objects.get(uri, { bytes: size + 1, checksum })).rejects.toMatchObject(damaged);
      await expect(objects.get(uri, { bytes: size, checksum: sha256(bytes("else")) })).rejects.toMatchObject(
        damaged,
      );
    });

    test.each(["../out", "run1/../../out", "/abs", "run1//x", "", ".", "run1/.hidden", "run1/.."])(
      "the key %j is refused",
      async (key) => {
        await expect(objects.draft(key)).rejects.toMatchObject({ class: "permanent", code: "object.key" });
        await expect(objects.put(key, bytes("x"))).rejects.toMatchObject({ code: "object.key" });
      },
    );

    test("a uri of another store is refused", async () => {
      await expect(objects.get("s3://bucket/key")).rejects.toMatchObject({ code: "object.foreign" });
    });

    test("lists what begins with a prefix, by key", async () => {
      for (const key of ["run2/a", "run1/b/2", "run1/b/10", "run1/a", "run10/a", "top"])
        await commit(key, key);
      expect(await keys("run1/")).toEqual(["run1/a", "run1/b/10", "run1/b/2"]);
      expect(await keys("run1")).toEqual(["run1/a", "run1/b/10", "run1/b/2", "run10/a"]);
      expect(await keys("run1/b/1")).toEqual(["run1/b/10"]);
      expect(await keys("")).toEqual(["run1/a", "run1/b/10", "run1/b/2", "run10/a", "run2/a", "top"]);
      expect(await keys("none/")).toEqual([]);
      const [first] = await objects.list("run1/a");
      expect(Buffer.from(await objects.get(first?.uri ?? "")).toString()).toBe("run1/a");
      expect(first?.bytes).toBe(6);
    });

    test("deletes what is there and does not mind what is not", async () => {
      const [a, b] = [await commit("run1/x/a", "a"), await commit("run1/y/b", "b")];
      await objects.delete([a.uri, a.uri]);
      expect(await keys("")).toEqual(["run1/y/b"]);
      await objects.delete([b.uri]);
      await commit("run1/x/a", "again");
      expect(await keys("")).toEqual(["run1/x/a"]);
    });

    test("a run's objects and drafts lie below its folder, and another run's do not", async () => {
      const folder = `${await objects.folder("run1")}/`;
      const draft = await objects.draft(KEY);
      const opened = await objects.open((await commit("run1/plan.json", "x")).uri);
      const other = await objects.open((await commit("run10/plan.json", "x")).uri);
      expect([draft.path, opened, other].map((path) => path.startsWith(folder))).toEqual([true, true, false]);
    });
  });
}

import type { SourceStore } from "@waybill/core";
import { describe, expect, test } from "vitest";
import { sourceStores } from "./source-stores.ts";

const store = {} as SourceStore;
const opening = (load: (name: string) => Promise<unknown>) => sourceStores("/state/tmp", load).byScheme.s3!;

test("copies lie in the state folder", () => {
  expect(sourceStores("/state/tmp").folder).toBe("/state/tmp/sources");
});

describe("the store of s3://", () => {
  test("is opened once, and not before it is asked for", async () => {
    let [loaded, opened] = [0, 0];
    const open = opening(async (name) => {
      loaded++;
      expect(name).toBe("@waybill/aws/store");
      return {
        s3Store: async () => {
          opened++;
          return store;
        },
      };
    });
    expect([loaded, opened]).toEqual([0, 0]);
    expect(await Promise.all([open(), open()])).toEqual([store, store]);
    expect(await open()).toBe(store);
    expect([loaded, opened]).toEqual([1, 1]);
  });

  test("that could not be opened is tried again", async () => {
    const results = [Promise.reject(new Error("no credentials yet")), Promise.resolve(store)];
    const open = opening(async () => ({ s3Store: () => results.shift() }));
    await expect(open()).rejects.toThrow("no credentials yet");
    expect(await open()).toBe(store);
  });

  test("that is not installed says what to install", async () => {
    const missing = Object.assign(new Error("Cannot find package '@waybill/aws' imported from /app"), {
      code: "ERR_MODULE_NOT_FOUND",
    });
    await expect(opening(() => Promise.reject(missing))()).rejects.toMatchObject({
      class: "usage",
      code: "file.no-store",
      message: "files of s3:// need the package @waybill/aws",
      next: "npm install @waybill/aws",
    });
  });

  test("that lacks something itself says that", async () => {
    const missing = Object.assign(new Error("Cannot find package 'other'"), { code: "ERR_MODULE_NOT_FOUND" });
    await expect(opening(() => Promise.reject(missing))()).rejects.toBe(missing);
  });
});

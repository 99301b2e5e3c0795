import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { defaults } from "../settings.ts";
import { settingsFor } from "./for-stage.ts";
import type { SomeSettings } from "./types.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "waybill-settings-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** The settings of a stage with this file on top of them. */
function withFile(content: SomeSettings | string, stage = "prod") {
  const file = join(folder, "settings.json");
  writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
  return settingsFor(stage, file);
}

describe("the settings of a stage", () => {
  it("are the defaults, the stage's own, and the file's, one over the other", () => {
    const settings = withFile({ logs: { retentionDays: 90 }, bus: { archiveDays: 30 } });
    expect(settings.logs.retentionDays).toBe(90);
    expect(settings.bus.archiveDays).toBe(30);
    expect(settings.lineage).toEqual({ retentionDays: 180, deletionProtection: true });
    expect(settings.queues).toEqual(defaults.queues);
  });

  it("are small for a stage that nobody has described", () => {
    expect(settingsFor("ada", undefined).functions.reserve).toBe(false);
  });

  it("take a warehouse of another kind as it is, without what the other had", () => {
    const cluster = {
      kind: "cluster",
      cluster: "c",
      database: "d",
      secretArn: "s",
      copyRoleArn: "r",
    } as const;
    expect(withFile({ warehouse: cluster }).warehouse).toEqual(cluster);
  });

  it("leave the defaults as they were", () => {
    const before = structuredClone(defaults);
    withFile({ functions: { memory: { extract: 4096 } } });
    expect(defaults).toEqual(before);
  });
});

describe("settings that cannot be", () => {
  it.each<readonly [string, SomeSettings | string, string, string]>([
    ["no JSON", "{", "cannot be read", "unset WAYBILL_SETTINGS"],
    ["a misspelt name", '{ "netwrok": {} }', "there is no setting netwrok", "correct the name"],
    [
      "less concurrency than SQS takes",
      { functions: { concurrency: { load: 1 } } },
      "functions.concurrency.load is 1",
      "set it to 2 or more",
    ],
    [
      "more memory than Lambda has",
      { functions: { memory: { load: 20_000 } } },
      "functions.memory.load is 20000",
      "128 to 10240",
    ],
    [
      "a larger /tmp than Lambda has",
      { functions: { storage: { load: 1 } } },
      "functions.storage.load is 1",
      "512 to 10240",
    ],
    [
      "a visibility of less than six timeouts",
      { queues: { visibilityFactor: 2 } },
      "queues.visibilityFactor is 2",
      "set it to 6 or more",
    ],
    [
      "messages for longer than SQS keeps them",
      { queues: { retentionDays: 30 } },
      "queues.retentionDays is 30",
      "1 to 14",
    ],
    [
      "a largest capacity below the base",
      { warehouse: { ...defaults.warehouse, maxCapacity: 4 } as never },
      "warehouse.maxCapacity is 4",
      "8 or more",
    ],
    [
      "sources both in the VPC and on the Internet, without a NAT",
      { pipelines: { rates: { reach: "internet" }, orders: { reach: "vpc" } } },
      "rates reads from the Internet and orders from the VPC",
      'set network.nat to "managed" or "ec2"',
    ],
  ])("%s", (_, content, what, next) => {
    expect(() => withFile(content)).toThrow(what);
    expect(() => withFile(content)).toThrow(next);
  });
});

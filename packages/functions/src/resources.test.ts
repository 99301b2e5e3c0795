import { beforeAll, describe, expect, test, vi } from "vitest";

const resources = {
  Bus: { type: "sst.aws.Bus", name: "waybill-prod", arn: "arn:bus" },
  Lineage: { type: "sst.aws.Dynamo" },
  Queues: {
    type: "sst.sst.Linkable",
    load: { url: "https://load", deadLetters: "https://dead", undelivered: "https://un" },
  },
};

/** As SST's function has it: each link says its own type too. */
vi.mock("sst/resource", () => ({
  Resource: new Proxy(resources as Record<string, unknown>, {
    get(target, name) {
      if (typeof name === "string" && name in target) return target[name];
      throw new Error(`"${String(name)}" is not linked in your sst.config.ts`);
    },
  }),
}));

let linked: typeof import("./resources.ts").linked;
beforeAll(async () => {
  vi.resetModules();
  ({ linked } = await import("./resources.ts"));
});

describe("what is linked", () => {
  test("is given without what SST adds to it", () => {
    expect(linked("Bus")).toEqual({ name: "waybill-prod" });
    expect(linked("Queues")).toEqual({
      load: { url: "https://load", deadLetters: "https://dead", undelivered: "https://un" },
    });
  });

  test("and is not, is told with the file that links it", () => {
    expect(() => linked("Raw")).toThrow(
      expect.objectContaining({
        code: "link.missing",
        where: "Raw",
        next: expect.stringContaining("stacks/grants.ts"),
      }),
    );
  });

  test("and is another, is told field by field", () => {
    expect(() => linked("Lineage")).toThrow(
      expect.objectContaining({ code: "link.malformed", why: expect.stringContaining("name") }),
    );
  });
});

import { type AsyncAPIDocumentInterface, Parser } from "@asyncapi/parser";
import { beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import { asyncApi } from "./async-api.ts";
import { defineEvent, type EventDefinition } from "./define.ts";
import { jsonSchemas } from "./json-schema.ts";
import { manifest } from "./manifest.ts";

const HINT_OF_A_LATER_ASYNCAPI = "asyncapi-latest-version";
const names = jsonSchemas().map(({ type, version }) => `${type}.v${version}`);

const parse = async (document: object) => {
  const { document: parsed, diagnostics } = await new Parser().parse(JSON.stringify(document));
  return { parsed, faults: diagnostics.filter(({ code }) => code !== HINT_OF_A_LATER_ASYNCAPI) };
};

describe("asyncApi", () => {
  let api: AsyncAPIDocumentInterface;

  beforeAll(async () => {
    const { parsed, faults } = await parse(asyncApi("0.1.0"));
    expect(faults).toEqual([]);
    api = parsed as AsyncAPIDocumentInterface;
  });

  it("is AsyncAPI 3, of this version of Waybill", () => {
    expect(api.version()).toBe("3.0.0");
    expect(api.info().title()).toBe("Waybill");
    expect(api.info().version()).toBe("0.1.0");
  });

  it("has one channel, and every version of every event on it", () => {
    expect(api.channels().all()).toHaveLength(1);
    const channel = api.channels().get("bus");
    expect(channel?.address()).toBe("waybill");
    expect(
      channel
        ?.messages()
        .all()
        .map((message) => message.id()),
    ).toEqual(names);
  });

  it("sends the latest version alone, and receives the older ones too", () => {
    const latest = (manifest.definitions as readonly EventDefinition[]).map(
      ({ type, version }) => `${type}.v${version}`,
    );
    const messages = (operation: string) =>
      api
        .operations()
        .get(operation)
        ?.messages()
        .all()
        .map((message) => message.id());
    expect(api.operations().get("publish")?.action()).toBe("send");
    expect(messages("publish")).toEqual(latest);
    expect(api.operations().get("subscribe")?.action()).toBe("receive");
    expect(messages("subscribe")).toEqual(names);
  });

  it("tells of each message what it is and what it carries", () => {
    const message = api.components().messages().get("Loaded.v1");
    expect(message?.name()).toBe("Loaded");
    expect(message?.title()).toBe("Loaded, version 1");
    expect(message?.summary()).toBe("A run's rows are in the warehouse, committed.");
    expect(message?.correlationId()?.location()).toBe("$message.payload#/metadata/correlationId");
    const data = message?.payload()?.property("data");
    expect(Object.keys(data?.properties() ?? {})).toEqual(["warehouse", "table", "mode", "rows"]);
    expect(data?.property("rows")?.description()).toBe("Rows written.");
  });

  it("ties the metadata to the message", () => {
    const metadata = api.components().messages().get("Loaded.v2")?.payload()?.property("metadata");
    const [shared, own] = metadata?.allOf() ?? [];
    expect(shared?.required()).toContain("runId");
    expect(own?.property("type")?.const()).toBe("Loaded");
    expect(own?.property("version")?.const()).toBe(2);
  });

  it("says the same each time, to the byte", () => {
    expect(JSON.stringify(asyncApi("1"))).toBe(JSON.stringify(asyncApi("1")));
  });
});

it("is refused by the parser where it is broken: the test would see it", async () => {
  const { operations, ...rest } = asyncApi("0.1.0");
  const publish = { ...operations.publish, action: "shout" };
  const { faults } = await parse({ ...rest, operations: { ...operations, publish } });
  expect(faults.length).toBeGreaterThan(0);
});

it("documents other events than the manifest's, where it is given them", () => {
  const thing = defineEvent("Thing", "A thing.", { 1: z.object({}) });
  expect(Object.keys(asyncApi("1", [thing]).components.messages)).toEqual(["Thing.v1"]);
});

import { stageSubscriptions } from "@waybill/core/stages";
import { describe, expect, it } from "vitest";
import core from "../../packages/core/package.json" with { type: "json" };
import subscribers from "../../subscribers/index.ts";
import { Graph, jsonOf, type Resource } from "./support/graph.ts";
import { graphPath } from "./support/stages.ts";

const graph = Graph.read(graphPath("prod"));
const patternOf = (rule: Resource) => jsonOf<object>(rule.props.eventPattern);
const ruleOf = (name: string) => graph.of("rule").find(({ props }) => props.name === `waybill-prod-${name}`);
const functionOf = (name: string) =>
  graph.of("function").find(({ props }) => props.name === `waybill-prod-${name}`)!;

const subscriptions = [
  ...stageSubscriptions,
  ...Object.entries(subscribers).map(([name, subscriber]) => ({ name, ...subscriber })),
];

describe.each(subscriptions.map((subscription) => [subscription.name, subscription] as const))(
  "the subscription %s",
  (name, { pattern, timeout }) => {
    it("has a rule with its pattern, on our bus, into its queue", () => {
      const rule = ruleOf(name)!;
      expect(patternOf(rule)).toEqual(JSON.parse(JSON.stringify(pattern)));
      expect(rule.props.eventBusName).toMatch(/^waybill-prod-BusBus/);
      const targets = graph.of("target").filter(({ props }) => props.rule === rule.props.name);
      expect(targets.map(({ props }) => props.arn)).toEqual([
        expect.stringMatching(new RegExp(`:waybill-prod-${name}$`)),
      ]);
    });

    it("has a function with its timeout, as far as Lambda allows", () => {
      expect(functionOf(name).props.timeout).toBe(Math.min(timeout, 900));
    });
  },
);

describe("functions", () => {
  it("have the memory of the settings, or of their subscription", () => {
    const memory = Object.fromEntries(
      graph
        .of("function")
        .map(({ props }) => [String(props.name).replace("waybill-prod-", ""), props.memorySize]),
    );
    expect(memory).toMatchInlineSnapshot(`
      {
        "announce-load": 256,
        "api": 512,
        "complete": 512,
        "extract": 1024,
        "file-arrival": 256,
        "load": 512,
        "load-completed": 256,
        "plan": 512,
        "schedule": 256,
        "sweep": 1024,
        "transform": 1024,
        "validate": 256,
      }
    `);
  });

  it("of subscribers have a handler of their own", () => {
    const handlers = graph.builds().map(({ args }) => args.handler);
    for (const name of Object.keys(subscribers))
      expect(handlers).toContain(`.sst/subscribers/${name}.handler`);
  });

  it("of the engine have it in the version that is tested", () => {
    const installs = graph.builds().map(({ args }) => (args.properties as { install?: object }).install);
    const engines = installs.filter((install) => Object.keys(install ?? {}).length > 0);
    expect(engines).toHaveLength(5);
    for (const engine of engines)
      expect(engine).toMatchObject({ "@duckdb/node-api": core.dependencies["@duckdb/node-api"] });
  });
});

describe("what comes from AWS itself", () => {
  it("the end of a load's statement, on the account's default bus", () => {
    expect(ruleOf("load-completed")!.props.eventBusName).toBe("default");
    expect(patternOf(ruleOf("load-completed")!)).toEqual({
      source: ["aws.redshift-data"],
      "detail-type": ["Redshift Data Statement Status Change"],
      detail: { statementName: [{ prefix: "waybill:" }] },
    });
  });

  it("new files, of the raw bucket and below the prefixes that pipelines wait for", () => {
    const [raw] = graph.of("bucket").filter(({ name }) => name === "RawBucket");
    expect(patternOf(ruleOf("file-arrival")!)).toMatchObject({
      detail: { bucket: { name: [raw!.outputs.bucket] }, object: { key: [{ prefix: "flights/" }] } },
    });
    expect(functionOf("file-arrival").props.environment).toMatchObject({
      variables: { WAYBILL_ARRIVALS: '[{"pipeline":"flights","prefix":"flights/"}]' },
    });
  });

  it("the clock, with the time that was meant", () => {
    const schedule = graph.get("schedule", "FlightsScheduleSchedule").props;
    expect(schedule).toMatchObject({
      scheduleExpression: "cron(0 3 * * ? *)",
      scheduleExpressionTimezone: "Europe/Berlin",
    });
    expect(jsonOf((schedule.target as { input: string }).input)).toEqual({
      pipeline: "flights",
      scheduledTime: "<aws.scheduler.scheduled-time>",
    });
  });
});

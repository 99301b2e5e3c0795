import { compilePattern, manifest, toBusEvent } from "@waybill/events";
import fc from "fast-check";
import { beforeAll, describe, expect, inject, test } from "vitest";
import { anyEnvelope } from "../../../packages/events/src/testing/arbitrary.ts";
import { called, Graph, type Resource } from "../../infra/support/graph.ts";
import { eventsAround } from "../emulated/pattern-events.ts";
import { describeOn } from "../standins/describe-on.ts";
import { EventRuler, type Verdict } from "../standins/event-ruler.ts";

/** Of each type of event. */
const SAMPLES = 10;

/** What AWS's services say, and we listen to. */
const OF_AWS = [
  {
    source: "aws.s3",
    "detail-type": "Object Created",
    detail: {
      bucket: { name: "waybill-raw" },
      object: { key: "movies/a b+c.json", etag: "e", sequencer: "1" },
    },
  },
  {
    source: "aws.redshift-data",
    "detail-type": "Redshift Data Statement Status Change",
    detail: { principal: "arn", statementId: "1", statementName: "waybill:R:0:0", state: "FINISHED" },
  },
];

const sampleEvents = () => [
  ...manifest.definitions.flatMap((definition) =>
    fc
      .sample(anyEnvelope(definition), { numRuns: SAMPLES, seed: 1 })
      .map((envelope) => ({ ...toBusEvent(envelope) })),
  ),
  ...OF_AWS,
];

describeOn(["eventRuler"], "the patterns of all rules, by AWS's own matcher", ({ eventRuler }) => {
  const graph = Graph.read(inject("deployment"));
  const patterns = [...graph.of("rule"), ...graph.of("archive")].map(
    (rule: Resource) => [called(rule), JSON.parse(String(rule.props.eventPattern)) as object] as const,
  );
  const events = sampleEvents();
  const around = new Map(
    patterns.map(([name, pattern]) => [name, events.flatMap((one) => eventsAround(pattern, one))]),
  );
  let verdicts: ReadonlyMap<string, Verdict>;
  beforeAll(async () => {
    const answers = await new EventRuler(eventRuler).judge(
      patterns.map(([name, pattern]) => ({ pattern, events: around.get(name) ?? [] })),
    );
    verdicts = new Map(patterns.map(([name], i) => [name, answers[i]!]));
  });

  test("there is one for each subscription, and more", () => {
    expect(patterns.map(([name]) => name.replace(/^waybill-emulated-/, "")).sort()).toMatchInlineSnapshot(`
      [
        "BusArchive",
        "announce-load",
        "complete",
        "extract",
        "file-arrival",
        "load",
        "load-completed",
        "plan",
        "run-completed",
        "run-failed",
        "runs",
        "tenant-acme",
        "transform",
        "validate",
      ]
    `);
  });

  describe.each(patterns)("%s", (name, pattern) => {
    test("is one that EventBridge takes", () => {
      expect(verdicts.get(name)).not.toHaveProperty("refusal");
    });

    test("takes the same events there as here; some, and not all", () => {
      const ours = compilePattern(pattern);
      const here = around.get(name)?.map((event) => ours.matches(event));
      expect(verdicts.get(name)).toEqual({ matches: here });
      expect(new Set(here)).toEqual(new Set([true, false]));
    });
  });

  test("what EventBridge refuses is refused here too", async () => {
    const wrong = [
      { source: "waybill" },
      { source: [] },
      { source: [{ prefix: 1 }] },
      { detail: { rows: [{ numeric: [">", 1, "<", 0] }] } },
      { source: [{ unknown: "x" }] },
    ];
    const answers = await new EventRuler(eventRuler).judge(wrong.map((pattern) => ({ pattern, events: [] })));
    for (const [i, pattern] of wrong.entries()) {
      expect(answers[i]).toHaveProperty("refusal");
      expect(() => compilePattern(pattern)).toThrow();
    }
  });
});

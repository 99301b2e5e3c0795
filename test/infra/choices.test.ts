import { describe, expect, it } from "vitest";
import { frozenSchemas } from "../../stacks/bus/frozen.ts";
import { ROOT } from "./harness/places.ts";
import { Graph } from "./support/graph.ts";
import { graphPath } from "./support/stages.ts";
import { permissionLines, statementsIn } from "./support/statements.ts";

const prod = Graph.read(graphPath("prod"));
const personal = Graph.read(graphPath("personal"));
const cluster = Graph.read(graphPath("cluster"));
const roleOf = (graph: Graph, fn: string) => graph.roleOf(graph.get("function", fn));

describe("another account", () => {
  it("may put requests for runs on the bus, and nothing else", () => {
    const [policy] = prod.of("busPolicy");
    expect(statementsIn(policy!.props.policy)).toEqual([
      expect.objectContaining({
        Principal: { AWS: "arn:aws:iam::210987654321:root" },
        Action: "events:PutEvents",
        Condition: { StringEquals: { "events:source": "waybill", "events:detail-type": "Requested" } },
      }),
    ]);
    expect(personal.of("busPolicy")).toEqual([]);
  });

  it("is sent its own events, by a role that may do nothing else", () => {
    const target = prod.get("target", "TenantAcmeTarget").props;
    expect(target.arn).toBe("arn:aws:events:eu-west-1:210987654321:event-bus/acme");
    expect(permissionLines(prod, prod.byArn(target.roleArn))).toEqual([
      "events:PutEvents  |  events: event-bus/acme",
    ]);
  });
});

describe("the warehouse", () => {
  it("that is there already is used as it is", () => {
    expect(cluster.of("workgroup")).toEqual([]);
    expect(permissionLines(cluster, roleOf(cluster, "LoadFunctionFunction"))).toContain(
      "redshift-data:BatchExecuteStatement redshift-data:ExecuteStatement  |  redshift: cluster:analytics",
    );
  });

  it("is small for one person, and stops by itself", () => {
    expect(personal.get("workgroup", "WarehouseWorkgroup").props).toMatchObject({
      baseCapacity: 4,
      maxCapacity: 8,
    });
    expect(personal.get("usageLimit", "WarehouseLimit").props).toMatchObject({
      amount: 8,
      breachAction: "deactivate",
    });
  });
});

describe("what is kept", () => {
  it("in production data outlives the stage; a personal one leaves nothing", () => {
    const keptBy = (graph: Graph) =>
      (["table", "key", "workgroup", "bucket"] as const).map((type) =>
        graph.of(type).every((each) => each.retainOnDelete),
      );
    expect(keptBy(prod)).toEqual([true, true, true, true]);
    expect(keptBy(personal)).toEqual([false, false, false, false]);
  });

  it("every event, for a replay", () => {
    expect(prod.of("archive")[0]!.props).toMatchObject({
      retentionDays: 90,
      eventPattern: '{"source":["waybill"]}',
    });
  });

  it("the schema of every version of every event", () => {
    const names = prod.of("schema").map(({ props }) => props.name);
    expect(names.toSorted()).toEqual(
      frozenSchemas(ROOT)
        .map(({ event, version }) => `waybill@${event}-v${version}`)
        .toSorted(),
    );
  });

  it("in production, who touched which object", () => {
    expect(prod.of("trail")[0]!.props.advancedEventSelectors).toHaveLength(3);
    expect(personal.of("trail")).toEqual([]);
  });
});

describe("who is told", () => {
  it("by email, text message and Slack", () => {
    expect(prod.of("subscription").map(({ props }) => [props.protocol, props.endpoint])).toEqual([
      ["email", "on-call@example.com"],
      ["sms", "+491700000000"],
    ]);
    expect(prod.file.resources.filter(({ type }) => type.includes("slackChannel"))).toHaveLength(1);
  });

  it("of a pipeline that is silent, and of each run that completed where that is wanted", () => {
    expect(prod.get("alarm", "FlightsSilentAlarm").props).toMatchObject({
      evaluationPeriods: 26,
      treatMissingData: "breaching",
      dimensions: { Pipeline: "flights" },
    });
    expect(prod.of("rule").map(({ name }) => name)).toContain("RunCompletedRule");
    expect(personal.of("rule").map(({ name }) => name)).not.toContain("RunCompletedRule");
  });

  it("before the money is gone", () => {
    const [budget] = prod.file.resources.filter(({ type }) => type === "aws:budgets/budget:Budget");
    const notifications = budget!.props.notifications as readonly { readonly threshold: number }[];
    expect(notifications.map(({ threshold }) => threshold)).toEqual([80, 100]);
  });
});

import { describe, expect, it } from "vitest";
import { called, Graph } from "./support/graph.ts";
import { graphPath } from "./support/stages.ts";

const outside = (graph: Graph): readonly string[] =>
  graph
    .of("function")
    .filter(({ props }) => props.vpcConfig === undefined)
    .map((fn) => called(fn).replace("waybill-ada-", ""))
    .toSorted();

describe("where functions are", () => {
  it("all of them in the VPC, which has no way out", () => {
    const graph = Graph.read(graphPath("personal"));
    expect(outside(graph)).toEqual([]);
    expect(graph.of("nat")).toEqual([]);
  });

  it("the two that read sources leave it for a source on the Internet", () => {
    expect(outside(Graph.read(graphPath("internet")))).toEqual(["extract", "plan"]);
  });

  it("in sst dev all of them leave it, since their stubs must reach AppSync", () => {
    const graph = Graph.read(graphPath("live"));
    expect(outside(graph)).toHaveLength(graph.of("function").length);
  });

  it("with a NAT they stay, in sst dev too, and read both from the VPC and from the Internet", () => {
    const graph = Graph.read(graphPath("withNat"));
    expect(outside(graph)).toEqual([]);
    expect(graph.file.resources.some(({ name }) => name.startsWith("VpcNatInstance"))).toBe(true);
  });
});

describe("ways to AWS without the Internet", () => {
  const endpoints = Graph.read(graphPath("prod")).of("endpoint");
  const services = (kind: string) =>
    endpoints
      .filter(({ props }) => props.vpcEndpointType === kind)
      .map(({ props }) => String(props.serviceName).replace("com.amazonaws.eu-west-1.", ""))
      .toSorted();

  it("gateways for S3 and DynamoDB, in each private route table", () => {
    expect(services("Gateway")).toEqual(["dynamodb", "s3"]);
    for (const { props } of endpoints.filter(({ props }) => props.vpcEndpointType === "Gateway")) {
      expect(props.routeTableIds).toHaveLength(3);
    }
  });

  it("interfaces for the services that functions call, in two zones, for functions alone", () => {
    expect(services("Interface")).toEqual(["events", "redshift-data", "secretsmanager", "sqs"]);
    for (const { props } of endpoints.filter(({ props }) => props.vpcEndpointType === "Interface")) {
      expect(props.subnetIds).toHaveLength(2);
      expect(props.securityGroupIds).toEqual(["EndpointsSecurityGroup-id"]);
      expect(props.privateDnsEnabled).toBe(true);
    }
  });
});

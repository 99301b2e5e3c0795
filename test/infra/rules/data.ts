import { tableShape } from "@waybill/aws/table";
import type { Graph, Resource } from "../support/graph.ts";
import { statementsIn } from "../support/statements.ts";
import type { GraphRule } from "./rule.ts";

type Lifecycle = Readonly<{
  transitions?: readonly { readonly days: number; readonly storageClass: string }[];
  expiration?: { readonly days: number };
}>;

/** What a bucket must have for each of its sides; found by the bucket's name. */
const SIDES: readonly (readonly [string, (side: Side) => boolean])[] = [
  ["is not encrypted with the customer's key", ({ graph, bucket }) => isEncrypted(graph, bucket)],
  ["can be used without TLS", ({ graph, bucket }) => isTlsOnly(graph, bucket)],
  [
    "keeps no versions",
    ({ one }) => JSON.stringify(one("bucketVersioning")?.props ?? null).includes('"Enabled"'),
  ],
  ["can be made public", ({ one }) => one("bucketPublic")?.props.restrictPublicBuckets === true],
  [
    "keeps its objects for ever",
    ({ one }) => rulesIn(one("bucketLifecycle")).some(({ expiration }) => expiration),
  ],
];

interface Side {
  readonly graph: Graph;
  readonly bucket: Resource;
  one(type: "bucketVersioning" | "bucketPublic" | "bucketLifecycle"): Resource | undefined;
}

const isFor = (bucket: Resource) => (other: Resource) => other.props.bucket === bucket.outputs.bucket;

function isEncrypted(graph: Graph, bucket: Resource): boolean {
  const key = graph.of("key")[0]?.outputs.arn;
  const rules = graph.of("bucketEncryption").find(isFor(bucket))?.props.rules as
    | readonly { applyServerSideEncryptionByDefault?: { sseAlgorithm?: string; kmsMasterKeyId?: string } }[]
    | undefined;
  const by = rules?.[0]?.applyServerSideEncryptionByDefault;
  return by?.sseAlgorithm === "aws:kms" && by.kmsMasterKeyId === key;
}

const isTlsOnly = (graph: Graph, bucket: Resource): boolean =>
  statementsIn(graph.of("bucketPolicy").find(isFor(bucket))?.props.policy).some(
    ({ Effect, Principal, Condition }) =>
      Effect === "Deny" &&
      JSON.stringify(Principal).includes("*") &&
      Condition?.Bool?.["aws:SecureTransport"] === "false",
  );

export const rulesIn = (lifecycle: Resource | undefined): readonly Lifecycle[] =>
  (lifecycle?.props.rules ?? []) as readonly Lifecycle[];

export const bucketsAreKept: GraphRule = {
  name: "every bucket is private, versioned, encrypted with the customer's key, by TLS alone, and its objects end",
  check: (graph) =>
    graph.of("bucket").flatMap((bucket) => {
      const side: Side = { graph, bucket, one: (type) => graph.of(type).find(isFor(bucket)) };
      return SIDES.filter(([, holds]) => !holds(side)).map(([what]) => `${bucket.name} ${what}`);
    }),
};

const TIERS = {
  RawLifecycle: "GLACIER after 30, gone after 365",
  StagingLifecycle: "STANDARD_IA after 90, gone after 180",
  QuarantineLifecycle: "STANDARD_IA after 90, gone after 180",
};

export const objectsAge: GraphRule = {
  name: "raw files go to Glacier after 30 days and are gone after 365; what is processed gets cheaper after 90",
  check: (graph) =>
    Object.entries(TIERS).flatMap(([name, wanted]) => {
      const rules = rulesIn(graph.get("bucketLifecycle", name));
      const tier = rules.flatMap(({ transitions }) => transitions ?? [])[0];
      const days = rules.find(({ expiration }) => expiration)?.expiration?.days;
      const found = `${tier?.storageClass} after ${tier?.days}, gone after ${days}`;
      return found === wanted ? [] : [`${name}: ${found}; it should be ${wanted}`];
    }),
};

export const lineageIsSafe: GraphRule = {
  name: "the lineage table is encrypted, restorable, paid by use, expires, and has the indexes of its adapter",
  check: (graph) => {
    const [table] = graph.of("table");
    const { props = {} } = table ?? {};
    const namesOf = (indexes: unknown) =>
      ((indexes ?? []) as readonly { name: string }[])
        .map(({ name }) => name)
        .toSorted()
        .join();
    const holds: readonly (readonly [boolean, string])[] = [
      [props.billingMode === "PAY_PER_REQUEST", "is not paid by use"],
      [
        JSON.stringify(props.pointInTimeRecovery) === '{"enabled":true}',
        "cannot be restored to a point in time",
      ],
      [
        JSON.stringify(props.serverSideEncryption).includes("DataKey"),
        "is not encrypted with the customer's key",
      ],
      [
        JSON.stringify(props.ttl) === JSON.stringify({ attributeName: tableShape.ttl, enabled: true }),
        "does not expire",
      ],
      [
        namesOf(props.localSecondaryIndexes) === Object.keys(tableShape.localIndexes).toSorted().join(),
        "lacks a local index",
      ],
      [
        namesOf(props.globalSecondaryIndexes) === Object.keys(tableShape.globalIndexes).toSorted().join(),
        "lacks a global index",
      ],
    ];
    return holds.filter(([holds]) => !holds).map(([, what]) => `${table?.name} ${what}`);
  },
};

export const keyTurns: GraphRule = {
  name: "the customer's key is changed each year",
  check: (graph) =>
    graph
      .of("key")
      .filter(({ props }) => props.enableKeyRotation !== true)
      .map((key) => `${key.name} does not turn`),
};

export const warehouseIsBounded: GraphRule = {
  name: "the warehouse is private, and its capacity and its day have limits",
  check: (graph) =>
    graph.of("workgroup").flatMap(({ name, outputs, props }) => {
      const limit = graph.of("usageLimit").find((each) => each.props.resourceArn === outputs.arn);
      return [
        ...(props.publiclyAccessible === false ? [] : [`${name} can be reached from the Internet`]),
        ...(Number(props.maxCapacity) >= Number(props.baseCapacity)
          ? []
          : [`${name} has no largest capacity`]),
        ...(Number(limit?.props.amount) > 0 ? [] : [`${name} has no limit a day`]),
      ];
    }),
};

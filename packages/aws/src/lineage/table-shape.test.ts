import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { describe, expect, test } from "vitest";
import { createTableInput } from "./create-table.ts";
import { cursorEntity } from "./entities/cursor.ts";
import { datasetEntity } from "./entities/dataset.ts";
import { datasetRunEntity } from "./entities/dataset-run.ts";
import { hopEntity } from "./entities/hop.ts";
import { hopRunEntity } from "./entities/hop-run.ts";
import { partitionEntity } from "./entities/partition.ts";
import { runEntity } from "./entities/run.ts";
import { tableShape } from "./table-shape.ts";

const table = { client: new DynamoDBClient({ region: "eu-central-1" }), table: "lineage" };
const entities = {
  run: runEntity(table),
  partition: partitionEntity(table),
  hop: hopEntity(table),
  hopRun: hopRunEntity(table),
  cursor: cursorEntity(table),
  dataset: datasetEntity(table),
  datasetRun: datasetRunEntity(table),
};

interface Index {
  readonly index?: string;
  readonly projection?: string;
  readonly pk: { readonly field: string; readonly template: string };
  readonly sk: { readonly field: string; readonly template: string };
}
const indexesOf = (entity: { readonly schema: { readonly indexes: object } }) =>
  Object.values(entity.schema.indexes) as Index[];
const indexes = Object.values(entities).flatMap(indexesOf);

describe("the table and its entities", () => {
  test("agree on every index: its keys and what it holds", () => {
    const { primaryIndex, localIndexes, globalIndexes } = tableShape;
    const local = Object.entries(localIndexes).map(([index, { rangeKey, projection }]) => ({
      index,
      keys: [primaryIndex.hashKey, rangeKey],
      projection: projection.replace("-", "_"),
    }));
    const global = Object.entries(globalIndexes).map(([index, { hashKey, rangeKey, projection }]) => ({
      index,
      keys: [hashKey, rangeKey],
      projection,
    }));
    const used = indexes
      .filter(({ index }) => index !== undefined)
      .map(({ index, projection = "all", pk, sk }) => ({ index, keys: [pk.field, sk.field], projection }));
    for (const index of used) expect([...local, ...global]).toContainEqual(index);
    expect(new Set(used.map(({ index }) => index))).toEqual(
      new Set([...local, ...global].map(({ index }) => index)),
    );
  });

  test("agree on the table's own key", () => {
    const { hashKey, rangeKey } = tableShape.primaryIndex;
    const own = indexes.filter(({ index }) => index === undefined);
    expect(own).toHaveLength(Object.keys(entities).length);
    for (const { pk, sk } of own) expect([pk.field, sk.field]).toEqual([hashKey, rangeKey]);
  });

  test("an item that an index is not about is not in it", () => {
    for (const { index, pk, sk } of indexes) {
      const own = index?.startsWith("gsi") ? pk : sk;
      if (index !== undefined) expect(own.template).toMatch(/^\$\{\w+\}$/);
    }
  });

  test("agree on when an item expires, and what never does", () => {
    const expiring = Object.entries(entities).filter(([, { schema }]) => tableShape.ttl in schema.attributes);
    expect(expiring.map(([name]) => name)).toEqual(["run", "partition", "hop", "hopRun", "datasetRun"]);
  });

  test("no two entities have a key in common", () => {
    const keys = Object.values(entities).map(({ schema: { indexes } }) => {
      const { pk, sk } = indexes.primary as Index;
      return `${pk.template} / ${sk.template}`.replace(/\$\{(\w+)\}/g, "<$1>");
    });
    expect(keys).toEqual([
      "run#<runId> / run",
      "run#<runId> / partition#<unit>",
      "run#<runId> / hop#<hopId>",
      "hop#<hopId> / run",
      "pipeline#<pipeline> / cursor#<source>",
      "dataset#<dataset> / schema#<schemaVersion>",
      "dataset#<dataset> / run#<runId>#<hopId>",
    ]);
  });
});

describe("createTableInput", () => {
  test("declares each attribute that a key names, and no other", () => {
    const input = createTableInput("lineage");
    const schemas = [input, ...(input.LocalSecondaryIndexes ?? []), ...(input.GlobalSecondaryIndexes ?? [])];
    const keys = schemas.flatMap(
      ({ KeySchema }) => KeySchema?.map(({ AttributeName }) => AttributeName) ?? [],
    );
    expect(new Set(input.AttributeDefinitions?.map(({ AttributeName }) => AttributeName))).toEqual(
      new Set(keys),
    );
  });

  test("the local index holds keys alone", () => {
    const [local] = createTableInput("lineage").LocalSecondaryIndexes ?? [];
    expect(local).toEqual({
      IndexName: "lsi1",
      KeySchema: [
        { AttributeName: "pk", KeyType: "HASH" },
        { AttributeName: "lsi1sk", KeyType: "RANGE" },
      ],
      Projection: { ProjectionType: "KEYS_ONLY" },
    });
  });
});

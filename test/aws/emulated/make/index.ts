import type { Graph } from "../../../infra/support/graph.ts";
import { makeKey } from "../../standins/kms.ts";
import type { Clients, Endpoints } from "../clients.ts";
import { makeBuckets } from "./buckets.ts";
import { makeQueues } from "./queues.ts";
import { makeRules } from "./rules.ts";
import { makeTables } from "./tables.ts";

/** Makes what the graph describes: keys, buckets, tables, queues, buses and rules, under their own names. */
export async function makeResources(
  graph: Graph,
  clients: Clients,
  { aws, visibilitySeconds }: Endpoints & { readonly visibilitySeconds?: number | undefined },
): Promise<void> {
  for (const { outputs } of graph.of("key")) await makeKey(aws, String(outputs.keyId));
  await Promise.all([
    makeBuckets(graph, clients.s3),
    makeTables(graph, clients.dynamo),
    makeQueues(graph, clients.sqs, visibilitySeconds),
  ]);
  await makeRules(graph, clients.events);
}

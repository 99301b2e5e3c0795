import type { Lineage } from "@waybill/core";
import type { CallLimits } from "../../client/config.ts";
import { electroLineage } from "../electro-lineage.ts";
import type { Dynamo } from "./dynamo.ts";
import { type FaultProxy, startFaultProxy } from "./fault-proxy.ts";
import type { Operation } from "./operations.ts";

/** A lineage whose calls can be spoiled. */
export interface Spoilable {
  readonly proxy: FaultProxy;
  /** The lineage as another process has it, which remembers nothing. */
  fresh(): Lineage;
  /** The calls of DynamoDB that the operation makes where nothing goes wrong: 0, 1, 2. */
  callsOf(operation: Operation): Promise<readonly number[]>;
  [Symbol.asyncDispose](): Promise<void>;
}

export async function spoilable({ aws }: Dynamo, table: string, limits?: CallLimits): Promise<Spoilable> {
  const proxy = await startFaultProxy(aws.endpoint ?? "");
  const fresh = () => electroLineage({ aws: proxy.aws, table, ...(limits && { limits }) });
  return {
    proxy,
    fresh,
    callsOf: async ({ call }) => {
      proxy.heal();
      await call(fresh());
      return Array.from({ length: proxy.calls() }, (_, i) => i);
    },
    [Symbol.asyncDispose]: () => proxy.close(),
  };
}

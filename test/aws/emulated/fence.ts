import { setTimeout as sleep } from "node:timers/promises";
import { type EventBridgeClient, PutRuleCommand, PutTargetsCommand } from "@aws-sdk/client-eventbridge";
import type { SQSClient } from "@aws-sdk/client-sqs";
import { makeQueue, takeAll } from "./queue.ts";

const PATIENCE_MS = 20_000;
const POLL_MS = 10;

export interface Fence {
  /** Comes back when every rule has given its queue what so many more events are for it. */
  passed(events: number): Promise<void>;
}

/**
 * A last rule, which every event matches. LocalStack answers PutEvents before its rules are asked, and asks the rules
 * of a bus one after the other, in the order in which they were made: what the last one has, all of them have.
 */
export async function makeFence(events: EventBridgeClient, sqs: SQSClient, bus: string): Promise<Fence> {
  const { url, arn } = await makeQueue(sqs, `${bus}-fence`);
  const pattern = { source: [{ prefix: "" }] };
  await events.send(
    new PutRuleCommand({ EventBusName: bus, Name: "~fence", EventPattern: JSON.stringify(pattern) }),
  );
  await events.send(
    new PutTargetsCommand({ EventBusName: bus, Rule: "~fence", Targets: [{ Id: "queue", Arn: arn }] }),
  );
  return {
    async passed(count) {
      const deadline = performance.now() + PATIENCE_MS;
      for (let missing = count; missing > 0; ) {
        const taken = await takeAll(sqs, url);
        missing -= taken.length;
        if (taken.length > 0) continue;
        if (performance.now() > deadline)
          throw new Error(`${missing} of ${count} events reached no rule of ${bus}`);
        await sleep(POLL_MS);
      }
    },
  };
}

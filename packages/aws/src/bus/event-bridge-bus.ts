import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { SQSClient } from "@aws-sdk/client-sqs";
import { type Bus, type Clock, Permanent, systemClock } from "@waybill/core";
import { EVENT_SOURCE } from "@waybill/events";
import { type CallLimits, clientConfig } from "../client/config.ts";
import type { AwsSettings } from "../client/settings.ts";
import { accountOf } from "../queues/body.ts";
import { outgoingMessage, sendMessages } from "./deliver.ts";
import { outgoingEntry, putEvents } from "./publish.ts";
import { sendAll } from "./send-all.ts";
import { PATIENCE, type Patience } from "./send-batch.ts";

export interface EventBridgeBusOptions {
  readonly aws?: AwsSettings;
  /** Its name, or its ARN where it is another account's. */
  readonly busName: string;
  /** The URL of each subscription's queue, by the subscription's name. */
  readonly queues: Readonly<Record<string, string>>;
  readonly source?: string;
  readonly limits?: CallLimits;
  readonly patience?: Patience;
  readonly clock?: Clock;
}

/** Calls to PutEvents at the same time: about 2,500 events a second, a quarter of the quota of a large Region. */
const LANES = 4;

/**
 * The bus on EventBridge, with a queue in SQS behind each subscription's rule.
 *
 * An event is published when EventBridge has given it an id of its own. Where an answer is lost on its way, the event
 * is published again and arrives twice: that is harmless, because its id names its slot, and the same work done twice
 * changes nothing. `deliver` goes past the rules, in the form that a rule gives to its queue, in the order given; SQS
 * promises no order.
 *
 * Errors beside those of the port: `Permanent` `aws.denied`, `aws.refused`, `bus.unknown-subscription`; `Usage`
 * `aws.credentials`.
 */
export function eventBridgeBus({
  aws = {},
  busName,
  queues,
  source = EVENT_SOURCE,
  limits,
  patience = PATIENCE,
  clock = systemClock,
}: EventBridgeBusOptions): Bus {
  const events = new EventBridgeClient(clientConfig(aws, limits));
  const sqs = new SQSClient(clientConfig(aws, limits));
  return {
    async publish(envelopes) {
      const items = envelopes.map((event) => outgoingEntry(event, { busName, source }));
      await sendAll(items, {
        call: (batch) => putEvents(events, batch),
        lanes: LANES,
        patience,
        clock,
        verb: "publish",
        where: `bus ${busName}`,
      });
    },

    async deliver(subscription, envelopes) {
      const url = urlOf(queues, subscription);
      const origin = { source, account: accountOf(url), region: await sqs.config.region() };
      const items = envelopes.map((event) => outgoingMessage(event, origin));
      await sendAll(items, {
        call: (batch) => sendMessages(sqs, url, batch),
        lanes: 1,
        patience,
        clock,
        verb: "deliver",
        where: `queue of ${subscription}`,
      });
    },
  };
}

function urlOf(queues: EventBridgeBusOptions["queues"], subscription: string): string {
  const url = Object.hasOwn(queues, subscription) ? queues[subscription] : undefined;
  if (url !== undefined) return url;
  throw new Permanent("bus.unknown-subscription", `there is no subscription called ${subscription}`, {
    where: subscription,
    why: `there are ${Object.keys(queues).join(", ") || "none"}`,
    next: "correct the name, or add the subscription to the list in subscribers/index.ts and deploy",
  });
}

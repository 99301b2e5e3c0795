import { refuse } from "../settings/refuse.ts";
import type { Settings } from "../settings/types.ts";
import type { World } from "../world.ts";
import { alarmOnLetters, undeliveredSays } from "./alarm.ts";
import { nameOf, pascal } from "./names.ts";
import { admit, admitTo, keptQueue, type SubscriptionQueue } from "./queue.ts";

export type Rule = aws.cloudwatch.EventRule;

export interface RuleArgs {
  /** `default`: the account's own, on which AWS's services speak. */
  readonly bus: $util.Input<string>;
  readonly pattern: $util.Input<object>;
  readonly description: string;
}

/** Characters of a pattern that EventBridge takes. */
const LONGEST_PATTERN = 2048;

export function eventRule(name: string, { bus, pattern, description }: RuleArgs): Rule {
  return new aws.cloudwatch.EventRule(`${pascal(name)}Rule`, {
    name: nameOf(name),
    description,
    eventBusName: bus,
    eventPattern: $util.output(pattern).apply((resolved) => patternText(name, resolved)),
  });
}

function patternText(name: string, pattern: object): string {
  const text = JSON.stringify(pattern);
  if (text.length <= LONGEST_PATTERN) return text;
  return refuse(
    `the pattern of ${name} has ${text.length} characters; EventBridge takes ${LONGEST_PATTERN}`,
    {
      where: name,
      why: "its filter lists too many values",
      next: "filter by fewer values, or split it into two subscribers",
    },
  );
}

export interface TargetArgs {
  readonly rule: Rule;
  readonly bus: $util.Input<string>;
  readonly arn: $util.Input<string>;
  readonly undelivered: $util.Input<string>;
  readonly settings: Settings;
  readonly more?: Partial<aws.cloudwatch.EventTargetArgs>;
}

/** Where a rule's events go: tried for as long as EventBridge can, then kept. */
export function ruleTarget(name: string, { rule, bus, arn, undelivered, settings, more }: TargetArgs): void {
  new aws.cloudwatch.EventTarget(`${pascal(name)}Target`, {
    rule: rule.name,
    eventBusName: bus,
    arn,
    deadLetterConfig: { arn: undelivered },
    retryPolicy: {
      maximumRetryAttempts: settings.rules.retryAttempts,
      maximumEventAgeInSeconds: settings.rules.maxAgeHours * 3600,
    },
    ...more,
  });
}

/** Events of this pattern, into this subscription's queue. */
export function route(to: SubscriptionQueue, args: RuleArgs, settings: Settings): Rule {
  const rule = eventRule(to.name, args);
  admit(rule, to);
  ruleTarget(to.name, {
    rule,
    bus: args.bus,
    arn: to.queue.arn,
    undelivered: to.undelivered.arn,
    settings,
  });
  return rule;
}

/** The same for a target that is no queue: what it did not get is kept in a queue of its own. */
export function undeliveredFor(
  name: string,
  rule: Rule,
  { settings, topic }: Pick<World, "settings" | "topic">,
): sst.aws.Queue {
  const queue = keptQueue(`${name}-undelivered`, settings);
  admitTo(`${pascal(name)}UndeliveredQueuePolicy`, queue, rule);
  alarmOnLetters(`${name}-undelivered`, queue, topic, undeliveredSays(name));
  return queue;
}

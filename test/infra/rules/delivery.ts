import { called, type Graph, jsonOf, type Resource } from "../support/graph.ts";
import { type Statement, statementsIn } from "../support/statements.ts";
import type { GraphRule } from "./rule.ts";

interface Retry {
  readonly maximumRetryAttempts?: number;
  readonly maximumEventAgeInSeconds?: number;
}

const isQueue = (graph: Graph, arn: unknown): boolean =>
  graph.of("queue").some((queue) => queue.outputs.arn === arn && queue.props.fifoQueue !== true);

const deadLetterOf = ({ props }: Resource): unknown =>
  (props.deadLetterConfig as { arn?: string } | undefined)?.arn;

export const targetsKeepEvents: GraphRule = {
  name: "every target of a rule has a dead-letter queue and a retry policy",
  check: (graph) =>
    graph.of("target").flatMap((target) => {
      const retry = (target.props.retryPolicy ?? {}) as Retry;
      return [
        ...(isQueue(graph, deadLetterOf(target)) ? [] : [`${target.name} has no dead-letter queue`]),
        ...(retry.maximumRetryAttempts && retry.maximumEventAgeInSeconds
          ? []
          : [`${target.name} has no retry policy`]),
      ];
    }),
};

/** Queues that a function takes messages from. */
const consumed = (graph: Graph) =>
  graph.of("messages").map((messages) => ({
    messages,
    queue: graph.byArn(messages.props.eventSourceArn),
    fn: graph.of("function").find((fn) => fn.outputs.name === messages.props.functionName),
  }));

export const queuesKeepMessages: GraphRule = {
  name: "every queue has a redrive policy to a queue of its own, and keeps its messages for 14 days",
  check(graph) {
    const used = new Set<string>();
    const redrive = consumed(graph).flatMap(({ messages, queue }) => {
      if (!queue) return [`${messages.name} takes messages of no queue that is here`];
      const policy = jsonOf<{ deadLetterTargetArn?: string; maxReceiveCount?: number } | null>(
        queue.props.redrivePolicy,
      );
      const to = policy?.deadLetterTargetArn;
      if (!isQueue(graph, to)) return [`${called(queue)} has no redrive policy`];
      if (used.has(to!)) return [`${called(queue)} shares its dead letters with another queue`];
      used.add(to!);
      return policy?.maxReceiveCount === 4
        ? []
        : [`${called(queue)} is received ${policy?.maxReceiveCount} times, not 4`];
    });
    const kept = graph
      .of("queue")
      .filter((queue) => queue.props.messageRetentionSeconds !== 14 * 86_400)
      .map((queue) => `${called(queue)} keeps its messages for less than 14 days`);
    return [...redrive, ...kept];
  },
};

export const visibilityCoversWork: GraphRule = {
  name: "a queue's visibility timeout is at least six times its function's timeout",
  check: (graph) =>
    consumed(graph).flatMap(({ queue, fn }) => {
      const visibility = Number(queue?.props.visibilityTimeoutSeconds);
      const timeout = Number(fn?.props.timeout);
      return visibility >= 6 * timeout
        ? []
        : [`${queue && called(queue)}: ${visibility} s for a function of ${timeout} s`];
    }),
};

export const failuresAreSingledOut: GraphRule = {
  name: "a batch fails message by message, and no more is polled than may run",
  check: (graph) =>
    consumed(graph).flatMap(({ messages, fn }) => {
      const { functionResponseTypes, scalingConfig } = messages.props;
      const polled = Number(
        (scalingConfig as { maximumConcurrency?: number } | undefined)?.maximumConcurrency,
      );
      const reserved = Number(fn?.props.reservedConcurrentExecutions ?? polled);
      return [
        ...(JSON.stringify(functionResponseTypes) === '["ReportBatchItemFailures"]'
          ? []
          : [`${messages.name} fails as a whole`]),
        ...(polled >= 2 && polled <= reserved
          ? []
          : [`${messages.name} polls ${polled} at once; ${reserved} may run`]),
      ];
    }),
};

/** The rules that send to this queue, or leave there what they could not deliver. */
const rulesOf = (graph: Graph, queue: Resource): readonly unknown[] =>
  graph
    .of("target")
    .filter((target) => [target.props.arn, deadLetterOf(target)].includes(queue.outputs.arn as string))
    .map((target) => graph.of("rule").find((rule) => rule.outputs.name === target.props.rule)?.outputs.arn);

export const queuesAdmitTheirRule: GraphRule = {
  name: "a rule's queues have a policy that only this rule may use, by TLS",
  check: (graph) =>
    graph.of("queue").flatMap((queue) => {
      const rules = rulesOf(graph, queue);
      const policies = graph.of("queuePolicy").filter(({ props }) => props.queueUrl === queue.outputs.url);
      const statements = policies.flatMap(({ props }) => statementsIn(props.policy));
      const allowed = statements.filter(({ Effect }) => Effect === "Allow");
      if (rules.length === 0)
        return allowed.length === 0 ? [] : [`${called(queue)} lets in what no rule sends`];
      const isNarrow = allowed.length === 1 && rules.every((arn) => onlyFrom(allowed[0]!, arn));
      return [
        ...(isNarrow ? [] : [`${called(queue)} does not let in its rule alone`]),
        ...(statements.some(refusesPlainHttp) ? [] : [`${called(queue)} can be used without TLS`]),
      ];
    }),
};

const onlyFrom = ({ Principal, Action, Condition }: Statement, arn: unknown): boolean =>
  JSON.stringify(Principal) === '{"Service":"events.amazonaws.com"}' &&
  Action === "sqs:SendMessage" &&
  typeof arn === "string" &&
  Condition?.ArnEquals?.["aws:SourceArn"] === arn;

const refusesPlainHttp = ({ Effect, Condition }: Statement): boolean =>
  Effect === "Deny" && Condition?.Bool?.["aws:SecureTransport"] === "false";

export const schedulesKeepCalls: GraphRule = {
  name: "every schedule is tried again, and has a dead-letter queue",
  check: (graph) =>
    graph.of("schedule").flatMap((schedule) => {
      const target = schedule.props.target as { retryPolicy?: Retry; deadLetterConfig?: { arn?: string } };
      const isKept =
        isQueue(graph, target.deadLetterConfig?.arn) && (target.retryPolicy?.maximumRetryAttempts ?? 0) > 0;
      return isKept ? [] : [`${schedule.name} loses a call that fails`];
    }),
};

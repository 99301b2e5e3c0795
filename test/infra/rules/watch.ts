import { called, type Graph } from "../support/graph.ts";
import type { GraphRule } from "./rule.ts";

const alarmsOn = (graph: Graph, metric: string) =>
  graph
    .of("alarm")
    .filter(({ props }) => props.metricName === metric && listens(props.alarmActions))
    .map(({ props }) => props.dimensions as Readonly<Record<string, string>> | undefined);

const listens = (actions: unknown): boolean => Array.isArray(actions) && actions.length > 0;

export const deadLettersAreHeard: GraphRule = {
  name: "somebody is told of every dead letter, and of events that wait too long",
  check(graph) {
    const onCount = alarmsOn(graph, "ApproximateNumberOfMessagesVisible").map((of) => of?.QueueName);
    const onAge = alarmsOn(graph, "ApproximateAgeOfOldestMessage").map((of) => of?.QueueName);
    const sources = new Set(graph.of("messages").map(({ props }) => props.eventSourceArn));
    return graph.of("queue").flatMap((queue) => {
      const heard = sources.has(queue.outputs.arn) ? onAge : onCount;
      return heard.includes(queue.outputs.name as string) ? [] : [`no alarm looks at ${called(queue)}`];
    });
  },
};

export const functionsAreHeard: GraphRule = {
  name: "somebody is told of a function's errors, and when it comes near its timeout",
  check: (graph) =>
    ["Errors", "Duration"].flatMap((metric) => {
      const heard = alarmsOn(graph, metric).map((of) => of?.FunctionName);
      return graph
        .of("function")
        .filter((fn) => !heard.includes(fn.outputs.name as string))
        .map((fn) => `no alarm looks at the ${metric} of ${called(fn)}`);
    }),
};

export const failedRunsAreHeard: GraphRule = {
  name: "somebody is told of a failed run",
  check: (graph) => (alarmsOn(graph, "RunsFailed").length > 0 ? [] : ["no alarm looks at failed runs"]),
};

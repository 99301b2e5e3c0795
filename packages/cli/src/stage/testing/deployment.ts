import { join } from "node:path";
import { silentMetrics, systemClock } from "@waybill/core";
import { type ApiHandler, type ApiPorts, apiHandler } from "@waybill/functions/api";
import {
  type DeadLetter,
  type DeadLetters,
  directoryObjects,
  type LocatedPipeline,
  openRuntime,
  openState,
  type Runtime,
  SqliteBus,
  SqliteLineage,
} from "@waybill/local";
import { listSubscribers } from "../../project/subscribers.ts";
import { type Answer, type } from "../../testing/command-line.ts";
import type { TestFolder } from "../../testing/folder.ts";
import { serve } from "./server.ts";

export interface Deployment extends AsyncDisposable {
  /** Where its state is: for the same commands with `--state`. */
  readonly state: string;
  readonly env: Readonly<Record<string, string>>;
  /** Types a command with `--stage test`. */
  waybill(...inputs: string[]): Promise<Answer>;
}

/**
 * A stage called `test`, deployed to a folder: its workers and stores are those of this machine, its API is the real
 * handler behind HTTP. Each pipeline has run once.
 */
export async function deployment(
  folder: TestFolder,
  pipelines: readonly LocatedPipeline[],
): Promise<Deployment> {
  const state = join(folder.path, "deployed");
  const runtime = await openRuntime({
    state,
    baseDir: folder.path,
    producer: "waybill-test",
    command: "test",
    subscribers: await listSubscribers(folder.path),
    log: () => {},
  });
  for (const pipeline of pipelines) await work(runtime, (await runtime.start(pipeline, {})).runId);

  const opened = openState(state);
  const objects = directoryObjects(opened.artifacts);
  const bus = new SqliteBus(opened, { clock: systemClock });
  let url = "";
  const ports: ApiPorts = {
    stage: "test",
    lineage: new SqliteLineage(opened),
    bus,
    clock: systemClock,
    settings: { baseDir: folder.path, partitionBytes: 1, producer: "waybill-test" },
    deadLetters: asInSqs(bus.deadLetters),
    links: {
      linkTo: async (uri) => ({ url: `${url}/objects/${encodeURIComponent(uri)}`, expiresAt: "" }),
    },
    pipelines: { named: async (name) => pipelines.find(({ plan }) => plan.name === name)?.plan ?? null },
    metrics: silentMetrics,
  };
  const working: Promise<void>[] = [];
  const api = actingFor(
    runtime,
    pipelines,
    apiHandler(() => ports),
    working,
  );
  const server = await serve({ api, content: (uri) => objects.get(uri) });
  url = server.url;
  const env = { WAYBILL_API_URL: url };
  return {
    state,
    env,
    waybill: (...inputs) => type([...inputs, "--stage", "test"], { cwd: folder.path, env }),
    async [Symbol.asyncDispose]() {
      await Promise.all(working);
      await server.close();
      opened.close();
      await runtime.close();
    },
  };
}

/** The workers of the stage: they begin with what an act has put into the queues. */
function actingFor(
  runtime: Runtime,
  pipelines: readonly LocatedPipeline[],
  api: ApiHandler,
  working: Promise<void>[],
): ApiHandler {
  return async (event) => {
    const answer = await api(event);
    const [, runId, isRetry] = /^\/v1\/runs\/(\w+)(\/retry)?$/.exec(event.rawPath) ?? [];
    if (runId === undefined || answer.statusCode !== 200 || event.requestContext.http.method === "GET") {
      return answer;
    }
    const { run } = JSON.parse(answer.body ?? "") as { readonly run: { readonly pipeline: string } };
    const pipeline = pipelines.find(({ plan }) => plan.name === run.pipeline);
    if (isRetry && pipeline) await runtime.retry(pipeline, runId);
    working.push(work(runtime, runId));
    return answer;
  };
}

async function work(runtime: Runtime, runId: string): Promise<void> {
  await runtime.work(runId, { signal: new AbortController().signal, onEvent: () => {} });
}

const ID = "00000000-0000-4000-8000-";
const numberIn = (id: string): number => Number(id.slice(ID.length));
const named = (letter: DeadLetter) => ({ ...letter, id: `${ID}${String(letter.id).padStart(12, "0")}` });

/** Letters with the ids of messages, all of them in one look. */
const asInSqs = (letters: DeadLetters): ApiPorts["deadLetters"] => ({
  async list({ limit, ...filter }) {
    const { items, next } = letters.list({ ...filter, limit });
    return { items: items.map(named), next: null, complete: next === null };
  },
  show: async (id) => named(letters.show(numberIn(id))),
  redrive: async (id) => named(letters.redrive(numberIn(id))),
  discard: async (id) => named(letters.discard(numberIn(id))),
});

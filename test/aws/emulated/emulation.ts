import type { Graph } from "../../infra/support/graph.ts";
import { ACCOUNT } from "../standins/settings.ts";
import { asDeployed } from "./bundle.ts";
import { type Clients, clientsOf, type Endpoints } from "./clients.ts";
import { environmentOf } from "./environment.ts";
import { type DeployedFunction, functionsIn } from "./functions.ts";
import { feed } from "./lambda/feeder.ts";
import { type Death, EmulatedFunction } from "./lambda/function.ts";
import { makeResources } from "./make/index.ts";

export interface EmulationOptions {
  readonly graph: Graph;
  readonly endpoints: Endpoints;
  /** For the functions' own files and their logs. */
  readonly folder: string;
  /** Functions whose queues are left alone. */
  readonly unfed?: readonly string[];
  /** What befalls the first invocations of a function. */
  deathsOf?(fn: DeployedFunction): readonly Death[];
  /** Each batch is handled twice: SQS may deliver it so. */
  readonly twice?: boolean;
  /** Seconds until a message comes again whose function died; the queues' own are up to 90 minutes. */
  readonly visibilitySeconds?: number;
}

/** Batches of one function at the same time; a deployment has more, and more cores. */
const AT_ONCE = 2;

/** A deployment on stand-ins: its resources are made, and its functions are fed with the messages of their queues. */
export class Emulation implements AsyncDisposable {
  readonly clients: Clients;
  /** What invocations threw. A handler that is right throws nothing: it answers which messages failed. */
  readonly errors: { readonly name: string; readonly error: unknown }[] = [];
  readonly #functions = new Map<string, EmulatedFunction>();
  readonly #feeds: Promise<void>[] = [];
  readonly #ending = new AbortController();
  readonly #options: EmulationOptions;

  private constructor(options: EmulationOptions) {
    this.#options = options;
    this.clients = clientsOf(options.endpoints);
  }

  static async start(options: EmulationOptions): Promise<Emulation> {
    const emulation = new Emulation(options);
    const { graph, endpoints, unfed = [], visibilitySeconds } = options;
    await makeResources(graph, emulation.clients, { ...endpoints, visibilitySeconds });
    for (const fn of functionsIn(graph)) {
      const emulated = await emulation.#make(fn);
      if (!unfed.includes(fn.name)) emulation.#feed(fn, emulated);
    }
    return emulation;
  }

  async #make(fn: DeployedFunction): Promise<EmulatedFunction> {
    const { deathsOf, endpoints, folder } = this.#options;
    const { name, timeoutSeconds } = fn;
    const emulated = new EmulatedFunction({
      name,
      bundle: await asDeployed(fn.bundle),
      environment: environmentOf(fn, endpoints),
      timeoutSeconds,
      folder,
      deaths: deathsOf?.(fn) ?? [],
    });
    this.#functions.set(name, emulated);
    return emulated;
  }

  #feed({ name, source }: DeployedFunction, fn: EmulatedFunction): void {
    if (!source) return;
    const { twice } = this.#options;
    const given = {
      sqs: this.clients.sqs,
      queue: { arn: source.queueArn, url: this.queueUrl(name) },
      batchSize: source.batchSize,
      atOnce: Math.min(source.atOnce, AT_ONCE),
      invoke: async (event: unknown) => {
        if (twice) await fn.invoke(event);
        return fn.invoke(event);
      },
      onError: (error: unknown) => void this.errors.push({ name, error }),
    };
    this.#feeds.push(feed(given, this.#ending.signal));
  }

  /** By the queue's name, which is that of the function it feeds. */
  queueUrl(name: string): string {
    return `${this.#options.endpoints.aws}/${ACCOUNT}/${name}`;
  }

  /** What something else than a queue calls: the scheduler, the API. */
  invoke(name: string, event: unknown): Promise<unknown> {
    const fn = this.#functions.get(name);
    if (fn) return fn.invoke(event);
    throw new Error(`there is no function ${name}; there are ${[...this.#functions.keys()].join(", ")}`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#ending.abort();
    await Promise.allSettled([...this.#functions.values()].map((fn) => fn[Symbol.asyncDispose]()));
    await Promise.allSettled(this.#feeds);
    this.clients[Symbol.dispose]();
  }
}

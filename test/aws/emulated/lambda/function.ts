import { setTimeout as sleep } from "node:timers/promises";
import { Instance, type InstanceOptions } from "./instance.ts";

/** What befalls an invocation: its process dies after so many milliseconds, or when all is done but for the answer. */
export type Death = { readonly afterMs: number } | "unanswered";

export interface FunctionOptions extends InstanceOptions {
  /** For the first invocation, the second …; none after these. */
  readonly deaths?: readonly Death[];
}

/** A function: as many processes as there are invocations at the same time, each used again when it is free. */
export class EmulatedFunction implements AsyncDisposable {
  readonly #options: FunctionOptions;
  readonly #deaths: Death[];
  readonly #all = new Set<Instance>();
  readonly #free: Instance[] = [];

  constructor(options: FunctionOptions) {
    this.#options = options;
    this.#deaths = [...(options.deaths ?? [])];
  }

  /** What its handler returns. Errors: see `Instance`. */
  async invoke(event: unknown): Promise<unknown> {
    const death = this.#deaths.shift();
    const instance = this.#free.pop() ?? (await this.#start());
    try {
      return await (death === undefined ? instance.invoke(event) : dying(instance, event, death));
    } finally {
      if (!instance.isOver) this.#free.push(instance);
      else await this.#end(instance);
    }
  }

  async #start(): Promise<Instance> {
    const instance = await Instance.start(this.#options);
    this.#all.add(instance);
    return instance;
  }

  async #end(instance: Instance): Promise<void> {
    this.#all.delete(instance);
    await instance.stop();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([...this.#all].map((instance) => this.#end(instance)));
  }
}

async function dying(instance: Instance, event: unknown, death: Death): Promise<never> {
  const over = instance.invoke(event).catch(() => {});
  await (death === "unanswered" ? over : Promise.race([over, sleep(death.afterMs)]));
  await instance.stop();
  throw new Error("its process died, as it was told to");
}

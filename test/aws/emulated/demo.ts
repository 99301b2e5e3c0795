import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { electroLineage } from "@waybill/aws/lineage";
import { type S3Objects, s3Objects } from "@waybill/aws/objects";
import type { Lineage } from "@waybill/core";
import { type Envelope, isEvent, RUN_UNIT, Validated } from "@waybill/events";
import type { Graph } from "../../infra/support/graph.ts";
import { settingsFor } from "../standins/settings.ts";
import type { Endpoints } from "./clients.ts";
import type { RunFiles } from "./digest.ts";
import { Emulation, type EmulationOptions } from "./emulation.ts";
import { uploadSources } from "./sources.ts";

export const PIPELINES = ["birdstrikes", "movies", "flights"];
/** The account's default bus tells `load-completed` of other deployments' statements, too, and the runs have one id. */
const LOADING = ["load", "load-completed"];
/** Milliseconds that a run may take. */
const PATIENCE_MS = 60_000;

type Options = Omit<EmulationOptions, "graph" | "endpoints" | "folder" | "unfed">;

/** The demo's pipelines, deployed: their files lie in the raw bucket. Without a warehouse, loads stay in their queue. */
export class DeployedDemo implements AsyncDisposable {
  readonly emulation: Emulation;
  readonly raw: string;
  readonly folder: string;
  readonly #name: string;
  readonly #lineage: Lineage;
  readonly #settings: ReturnType<typeof settingsFor>;
  readonly #opened = new Map<string, S3Objects>();

  private constructor(emulation: Emulation, name: string, { graph, endpoints, folder }: EmulationOptions) {
    this.emulation = emulation;
    this.folder = folder;
    this.#name = name;
    this.raw = rawBucketOf(graph);
    this.#settings = settingsFor(endpoints.aws);
    const table = String(graph.get("table", "LineageTable").props.name);
    this.#lineage = electroLineage({ aws: settingsFor(endpoints.dynamoDb), table });
  }

  static async start(
    graph: Graph,
    name: string,
    endpoints: Endpoints,
    more: Options = {},
  ): Promise<DeployedDemo> {
    const folder = await mkdtemp(join(tmpdir(), `waybill-${name}-`));
    const raw = rawBucketOf(graph);
    const options: EmulationOptions = {
      unfed: endpoints.dataApi === undefined ? LOADING.map((fn) => `waybill-${name}-${fn}`) : [],
      ...more,
      graph,
      endpoints,
      folder,
    };
    const demo = new DeployedDemo(await Emulation.start(options), name, options);
    await uploadSources(demo.emulation.clients.s3, raw);
    return demo;
  }

  /** `waybill-demo-plan`: a function, and the queue it is fed from. */
  called(name: string): string {
    return `waybill-${this.#name}-${name}`;
  }

  /** As the scheduler does. Gives the run's id. */
  async schedule(pipeline: string): Promise<string> {
    const due = { pipeline, scheduledTime: "2026-11-24T03:00:00Z" };
    const { runId } = (await this.emulation.invoke(this.called("schedule"), due)) as { runId: string };
    return runId;
  }

  /** The run, once it is ready to be loaded. Errors: it failed, or is not ready in time. */
  settled(runId: string): Promise<RunFiles> {
    return this.#reached(runId, isSettled);
  }

  /** The run, once it is over, well or not. Errors: it is not in time. */
  over(runId: string): Promise<RunFiles> {
    return this.#reached(runId, ({ metadata }) => metadata.type === "Completed");
  }

  async #reached(runId: string, isThere: (hop: Envelope) => boolean): Promise<RunFiles> {
    const deadline = performance.now() + PATIENCE_MS;
    for (;;) {
      const hops = await this.#lineage.hops(runId);
      if (hops.some(isThere)) return { hops, open: (uri) => this.#open(uri) };
      const run = await this.#lineage.getRun(runId);
      if (run?.outcome || performance.now() > deadline) throw this.#stuck(hops);
      await sleep(50);
    }
  }

  #stuck(hops: readonly Envelope[]): Error {
    const reached = hops.map(({ metadata: { type, slot } }) => `${type} of ${slot.unit}`).join(", ");
    const failures = hops
      .filter(({ metadata }) => metadata.type === "Failed")
      .map(({ data }) => JSON.stringify(data));
    const thrown = this.emulation.errors.map(({ name, error }) => `${name}: ${(error as Error).message}`);
    return new Error(["the run does not get there", reached, ...failures, ...thrown].join("\n"));
  }

  /** Runs of a pipeline that were asked for. */
  async runsOf(pipeline: string): Promise<readonly string[]> {
    const { items } = await this.#lineage.runs({ pipeline, limit: 100 }, null);
    return items.map(({ runId }) => runId);
  }

  #open(uri: string): Promise<string> {
    const bucket = new URL(uri).hostname;
    const { folder: workFolder } = this;
    const objects = this.#opened.get(bucket) ?? s3Objects({ settings: this.#settings, bucket, workFolder });
    this.#opened.set(bucket, objects);
    return objects.open(uri);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const objects of this.#opened.values()) await objects[Symbol.asyncDispose]();
    await this.emulation[Symbol.asyncDispose]();
    await rm(this.folder, { recursive: true, force: true });
  }
}

const rawBucketOf = (graph: Graph): string => String(graph.get("bucket", "RawBucket").props.bucket);

export const isSettled = (hop: Envelope): boolean =>
  isEvent(Validated, hop) && hop.metadata.slot.unit === RUN_UNIT;

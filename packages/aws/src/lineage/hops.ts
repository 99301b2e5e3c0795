import { datasetsOf, Permanent } from "@waybill/core";
import type { Envelope } from "@waybill/events";
import { DatasetRuns } from "./dataset-runs.ts";
import { hopEntity } from "./entities/hop.ts";
import { inGroups } from "./groups.ts";
import { HopRuns } from "./hop-runs.ts";
import type { Store } from "./store.ts";

/** An item has 400 KB at most, its keys and attributes included; an event 256 KB, so that each one fits. */
const ENVELOPE_BYTES = 350 * 1024;

/**
 * A hop is one item, and the first one stored in its slot wins. Before it come the entries by which it is found:
 *
 *   hop-run        whose hop this id is; the same for every attempt
 *   dataset-run    one for each dataset that this attempt names
 *   hop            if absent: from here on it is there
 *
 * Who dies on the way, or loses, leaves entries that lead to no hop, or to one that names other datasets. Reading
 * follows them to the hop and believes only that.
 */
export class Hops {
  readonly #store: Store;
  readonly #hops: ReturnType<typeof hopEntity>;
  readonly #hopRuns: HopRuns;
  readonly #datasetRuns: DatasetRuns;

  constructor(store: Store) {
    this.#store = store;
    this.#hops = hopEntity(store.table);
    this.#hopRuns = new HopRuns(store);
    this.#datasetRuns = new DatasetRuns(store);
  }

  async put(hop: Envelope): Promise<void> {
    const { id: hopId, runId } = hop.metadata;
    const envelope = storable(hop);
    await Promise.all([
      this.#hopRuns.put(hopId, runId),
      inGroups(datasetsOf(hop), (urn) => this.#datasetRuns.put(urn, runId, hopId)),
    ]);
    const first = await this.#store.write(`store a hop of run ${runId}`, () =>
      this.#hops.create({ ...this.#store.expiringStamp(), runId, hopId, envelope }).go(),
    );
    if (!first) await this.#of(runId, hopId);
  }

  async get(hopId: string): Promise<Envelope | null> {
    const runId = await this.#hopRuns.get(hopId);
    return runId === null ? null : this.#of(runId, hopId);
  }

  async ofRun(runId: string): Promise<Envelope[]> {
    const found = await this.#store.ask(`read the hops of run ${runId}`, () =>
      this.#hops.query.primary({ runId }).go({ consistent: true, pages: "all" }),
    );
    return this.#store.all(found).map(envelopeOf).sort(byTime);
  }

  async runsOf(urn: string): Promise<string[]> {
    const entries = Map.groupBy(await this.#datasetRuns.of(urn), ({ runId }) => runId);
    const runs = await inGroups([...entries], async ([runId, hops]) => {
      for (const { hopId } of hops) if (await this.#names(runId, hopId, urn)) return [runId];
      return [];
    });
    return runs.flat().sort().reverse();
  }

  async #of(runId: string, hopId: string): Promise<Envelope | null> {
    const found = await this.#store.ask(`read hop ${hopId} of run ${runId}`, () =>
      this.#hops.get({ runId, hopId }).go({ consistent: true }),
    );
    const hop = this.#store.one(found);
    return hop && envelopeOf(hop);
  }

  async #names(runId: string, hopId: string, urn: string): Promise<boolean> {
    const hop = await this.#of(runId, hopId);
    return hop !== null && datasetsOf(hop).includes(urn);
  }
}

/** As JSON. Errors: `Permanent` `lineage.too-large`. */
function storable(hop: Envelope): string {
  const text = JSON.stringify(hop);
  const bytes = Buffer.byteLength(text);
  if (bytes <= ENVELOPE_BYTES) return text;
  const { type, runId, slot } = hop.metadata;
  throw new Permanent(
    "lineage.too-large",
    `the ${type} event has ${bytes} bytes, the lineage holds up to ${ENVELOPE_BYTES}`,
    {
      where: `${slot.stage} of ${slot.unit}, run ${runId}`,
      why: "a hop is one item of DynamoDB, which has 400 KB at most",
      next: "put what is large into an artifact, and its uri into the event",
    },
  );
}

const envelopeOf = ({ envelope }: { readonly envelope: string }): Envelope =>
  JSON.parse(envelope) as Envelope;

const byTime = ({ metadata: a }: Envelope, { metadata: b }: Envelope): number =>
  compare(a.occurredAt, b.occurredAt) || compare(a.id, b.id);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

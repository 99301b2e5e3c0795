import type { Artifact } from "@waybill/events";
import { Permanent } from "../errors.ts";
import type { Written } from "../ports/engine.ts";
import type { UnitItem } from "../ports/lineage.ts";
import type { Draft } from "../ports/objects.ts";
import type { Ports } from "./ports.ts";

/** Drafts of one attempt. What is not committed is discarded, however the attempt ends. */
export class Drafts implements AsyncDisposable {
  readonly #ports: Ports;
  readonly #folder: string;
  readonly #open = new Set<Draft>();

  /** Each attempt has a folder of its own, so two attempts never share a path. */
  constructor(ports: Ports, runId: string, unit: string, stage: string) {
    this.#ports = ports;
    this.#folder = `${runId}/${unit.replace("#", "/")}/${stage}/${ports.attemptId()}`;
  }

  async create(name: string): Promise<Draft> {
    const draft = await this.#ports.objects.draft(`${this.#folder}/${name}`);
    this.#open.add(draft);
    return draft;
  }

  async commit(draft: Draft, written: Written): Promise<Artifact> {
    this.#open.delete(draft);
    const { uri, bytes, checksum } = await draft.commit();
    return { uri, bytes, checksum, format: "parquet", rows: written.rows, schema: [...written.columns] };
  }

  async commitIf(draft: Draft, written: Written | null): Promise<Artifact | null> {
    return written ? await this.commit(draft, written) : null;
  }

  async json(name: string, entries: number, value: unknown): Promise<Artifact> {
    const content = new TextEncoder().encode(JSON.stringify(value));
    const { uri, bytes, checksum } = await this.#ports.objects.put(`${this.#folder}/${name}`, content);
    return { uri, bytes, checksum, format: "json", rows: entries };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([...this.#open].map((draft) => draft.discard()));
  }
}

/** A path to read it at. Throws `Permanent` (`object.damaged`) where it is not what was written. */
export const openArtifact = (
  ports: Ports,
  artifact: Pick<Artifact, "uri" | "bytes" | "checksum">,
): Promise<string> => ports.objects.open(artifact.uri, artifact);

export async function readJson<T>(ports: Ports, artifact: Artifact): Promise<T> {
  return JSON.parse(new TextDecoder().decode(await ports.objects.get(artifact.uri, artifact))) as T;
}

/** What a unit has written last. */
export function artifactOf({ unit, artifact }: UnitItem): Artifact {
  if (artifact) return artifact;
  throw new Permanent("unit.no-artifact", `${unit} is done and names no artifact`, {
    next: "run the pipeline again",
  });
}

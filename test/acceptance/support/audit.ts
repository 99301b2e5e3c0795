import {
  type Artifact,
  Completed,
  Extracted,
  Failed,
  isEvent,
  Loaded,
  Planned,
  parseEvent,
  type RunEvent,
  Transformed,
  Validated,
} from "@waybill/events";
import { openReader, type Reader } from "@waybill/local";
import { expect } from "vitest";

/** What a run came to, for a comparison with another run of the same data. */
export interface Account {
  readonly runId: string;
  readonly rows: Completed["data"]["rows"];
  readonly loaded: Completed["data"]["loaded"];
}

/** Reads all that a state knows of a completed run, and expects it to be without a gap. */
export async function audit(state: string, runId: string): Promise<Account> {
  using reader = openReader(state);
  const hops = (await reader.lineage.hops(runId)).map((hop) => parseEvent(hop));
  expectCauses(hops);
  expectUnits(hops);
  expectBooks(hops);
  await expectPublished(reader, runId, hops);
  await expectArtifacts(reader, hops);
  const run = await reader.lineage.getRun(runId);
  expect(run).toMatchObject({ outcome: "completed", status: "Completed" });
  expect(await reader.lineage.openUnits(runId, 1)).toEqual([]);
  expect(reader.deadLetters.list({ runId, limit: 10 }).items).toEqual([]);
  expect(hops.filter((hop) => isEvent(Failed, hop))).toEqual([]);
  expect(hops.filter((hop) => isEvent(Loaded, hop))).toHaveLength(1);
  const [completed, ...more] = hops.filter((hop) => isEvent(Completed, hop));
  expect(more).toEqual([]);
  if (!completed) throw new Error(`run ${runId} has no end`);
  return { runId, rows: completed.data.rows, loaded: completed.data.loaded };
}

/** The runs of a state, the oldest first. */
export async function runsOf(
  state: string,
): Promise<readonly { readonly runId: string; readonly outcome: string | null }[]> {
  using reader = openReader(state);
  const { items } = await reader.lineage.runs({ limit: 1000 }, null);
  return items.map(({ runId, outcome }) => ({ runId, outcome })).reverse();
}

/** Every hop but the request was caused by a hop of the same run. */
function expectCauses(hops: readonly RunEvent[]): void {
  const ids = new Set(hops.map(({ metadata }) => metadata.id));
  expect(ids.size).toBe(hops.length);
  const roots = hops.filter(({ metadata }) => metadata.causationId === null);
  expect(roots.map(({ metadata }) => metadata.type)).toEqual(["Requested"]);
  const orphans = hops.filter(
    ({ metadata: { causationId } }) => causationId !== null && !ids.has(causationId),
  );
  expect(orphans).toEqual([]);
}

/** What was planned was done: a partition is extracted and transformed, and whatever is loaded is validated. */
function expectUnits(hops: readonly RunEvent[]): void {
  const stagesOf = new Map<string, string[]>();
  for (const { metadata } of hops) {
    const { unit } = metadata.slot;
    stagesOf.set(unit, [...(stagesOf.get(unit) ?? []), metadata.type].toSorted());
  }
  const planned = hops.filter((hop) => isEvent(Planned, hop) && hop.data.scope === "unit");
  const announced = hops.find((hop) => isEvent(Planned, hop) && hop.data.scope === "run");
  expect(announced?.data).toMatchObject({ units: planned.length });
  expect(stagesOf.size).toBe(planned.length + 1);
  const kinds = [
    "Extracted Planned",
    "Extracted Planned Transformed",
    "Extracted Planned Transformed Validated",
    "Planned Transformed Validated",
  ];
  for (const { metadata } of planned) {
    expect(kinds, metadata.slot.unit).toContain(stagesOf.get(metadata.slot.unit)?.join(" "));
  }
  expect(stagesOf.get("run")).toEqual(["Completed", "Loaded", "Planned", "Requested", "Validated"]);
}

/** Rows are accounted for like money, hop by hop. */
function expectBooks(hops: readonly RunEvent[]): void {
  let passed = 0;
  for (const hop of hops) {
    const place = `${hop.metadata.type} of ${hop.metadata.slot.unit}`;
    if (isEvent(Extracted, hop)) {
      const { read, extracted, rejected, quarantined } = hop.data.rows;
      expect(read, place).toBe(extracted + rejected + quarantined);
      expect(hop.data.artifact.rows, place).toBe(extracted);
      expect(hop.data.rejects?.rows ?? 0, place).toBe(rejected);
      expect(hop.data.quarantine?.rows ?? 0, place).toBe(quarantined);
    }
    if (isEvent(Transformed, hop)) {
      const { rows, inputs, artifact } = hop.data;
      expect(rows.in, place).toBe(inputs.reduce((sum, input) => sum + input.rows, 0));
      expect(artifact.rows, place).toBe(rows.out);
    }
    if (isEvent(Validated, hop)) {
      const { got, quarantined } = hop.data.rows;
      expect(got, place).toBe(hop.data.rows.passed + quarantined);
      if (hop.data.scope === "unit") passed += hop.data.rows.passed;
    }
  }
  const settled = hops.flatMap((hop) =>
    isEvent(Validated, hop) && hop.data.scope === "run" ? [hop.data.rows] : [],
  );
  expect(settled).toMatchObject([{ got: passed }]);
  const loaded = hops.flatMap((hop) => (isEvent(Loaded, hop) ? [hop.data.rows] : []));
  for (const { got, inserted, updated, unchanged, superseded, discarded } of loaded) {
    expect(got).toBe(settled[0]?.passed);
    expect(got).toBe(inserted + updated + unchanged + superseded + discarded);
  }
}

/** Each hop was announced, once, as it is stored. */
async function expectPublished(reader: Reader, runId: string, hops: readonly RunEvent[]): Promise<void> {
  const { items } = reader.events.read({ runId, limit: 10_000 }, null);
  const byId = (events: readonly { readonly metadata: { readonly id: string } }[]) =>
    events.toSorted((a, b) => a.metadata.id.localeCompare(b.metadata.id));
  expect(byId(items.map((event) => parseEvent(event)))).toEqual(byId(hops));
}

/** Every artifact that a hop names is there, and is what was written. */
async function expectArtifacts(reader: Reader, hops: readonly RunEvent[]): Promise<void> {
  for (const artifact of hops.flatMap(({ data }) => artifactsIn(data)))
    await reader.objects.open(artifact.uri, artifact);
}

function artifactsIn(value: unknown): readonly Artifact[] {
  if (typeof value !== "object" || value === null) return [];
  if ("checksum" in value) return [value as Artifact];
  return Object.values(value).flatMap(artifactsIn);
}

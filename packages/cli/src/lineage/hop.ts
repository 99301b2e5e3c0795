import { tableUrn } from "@waybill/core";
import {
  type Artifact,
  type Envelope,
  Extracted,
  type InputRef,
  isEvent,
  Loaded,
  Planned,
  Transformed,
  Validated,
} from "@waybill/events";

/** A thing that a hop read or wrote. */
export interface HopRef {
  /** `rows`, `rejects`, `quarantine`, `plan`, `manifest`, `exclusions`, `source`, `table`, `lookup:airports`. */
  readonly role: string;
  readonly uri: string;
  readonly rows?: number;
  readonly bytes?: number;
  readonly checksum?: string;
  readonly part?: string;
  readonly version?: string;
}

export interface Flow {
  readonly inputs: readonly HopRef[];
  readonly outputs: readonly HopRef[];
}

/** What a hop read and what it wrote. `hops`: all of the run, since what settle and load read is said by others. */
export function flowOf(hop: Envelope, hops: readonly Envelope[]): Flow {
  if (isEvent(Planned, hop)) {
    const plan = [artifactRef("plan", hop.data.plan)];
    return hop.data.scope === "run" ? { inputs: [], outputs: plan } : { inputs: plan, outputs: [] };
  }
  if (isEvent(Extracted, hop)) {
    const { inputs, artifact, rejects, quarantine } = hop.data;
    return {
      inputs: inputs.map(sourceRef),
      outputs: [
        artifactRef("rows", artifact),
        ...ifAny("rejects", rejects),
        ...ifAny("quarantine", quarantine),
      ],
    };
  }
  if (isEvent(Transformed, hop)) {
    const { inputs, lookups, artifact, quarantine } = hop.data;
    return {
      inputs: [
        ...inputs.map((input) => artifactRef("rows", input)),
        ...Object.entries(lookups).map(([name, lookup]) => artifactRef(`lookup:${name}`, lookup)),
      ],
      outputs: [artifactRef("rows", artifact), ...ifAny("quarantine", quarantine)],
    };
  }
  if (isEvent(Validated, hop)) return validatedFlow(hop, hops);
  if (isEvent(Loaded, hop)) return loadedFlow(hop, hops);
  return { inputs: [], outputs: [] };
}

function validatedFlow({ data }: Validated, hops: readonly Envelope[]): Flow {
  if (data.scope === "unit") {
    return { inputs: [artifactRef("rows", data.artifact)], outputs: ifAny("quarantine", data.quarantine) };
  }
  return {
    inputs: settledInputs(hops),
    outputs: [
      artifactRef("manifest", data.manifest),
      ...ifAny("exclusions", data.exclusions),
      ...ifAny("quarantine", data.quarantine),
    ],
  };
}

/** The artifact of each unit, as its newest try left it. */
function settledInputs(hops: readonly Envelope[]): readonly HopRef[] {
  const byUnit = new Map<string, HopRef>();
  for (const hop of hops) {
    if (isEvent(Validated, hop) && hop.data.scope === "unit") {
      byUnit.set(hop.metadata.slot.unit, artifactRef("rows", hop.data.artifact));
    }
  }
  return [...byUnit.values()];
}

function loadedFlow({ metadata, data }: Loaded, hops: readonly Envelope[]): Flow {
  const cause = hops.find(({ metadata: { id } }) => id === metadata.causationId);
  const { inserted, updated, unchanged } = data.rows;
  const table = { role: "table", uri: tableUrn(data.table), rows: inserted + updated + unchanged };
  return {
    inputs:
      cause && isEvent(Validated, cause) && cause.data.scope === "run"
        ? [artifactRef("manifest", cause.data.manifest)]
        : [],
    outputs: [table],
  };
}

const artifactRef = (role: string, { uri, rows, bytes, checksum }: Artifact): HopRef => ({
  role,
  uri,
  rows,
  bytes,
  checksum,
});

const ifAny = (role: string, artifact: Artifact | null): HopRef[] =>
  artifact === null ? [] : [artifactRef(role, artifact)];

const sourceRef = ({ uri, bytes, version, part }: InputRef): HopRef => ({
  role: "source",
  uri,
  ...(bytes !== undefined && { bytes }),
  ...(version !== undefined && { version }),
  ...(part !== undefined && { part }),
});

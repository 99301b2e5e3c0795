import { ContractError } from "../errors.ts";
import { type Contract, runningContracts } from "./contract.ts";
import type { Finding } from "./finding.ts";
import { readFrozen, removeFrozen, schemasDirectory, writeFrozen } from "./frozen.ts";
import { gate } from "./gate.ts";
import { notFrozen } from "./history/index.ts";

export interface FreezeResult {
  /** What was written: `Loaded/2`. Nothing, where there is a finding. */
  readonly written: readonly string[];
  /** What only a person can put right. */
  readonly findings: readonly Finding[];
}

/**
 * Writes the frozen schema of each new version, and of the latest version of each event whose change every reader
 * bears. Writes nothing where there is any other finding. `unreleased` (`Loaded/2`, or `all`) are forgotten first.
 * Throws `ContractError` (`event.unknown-version`) for one that is not frozen.
 */
export function freeze(
  unreleased: readonly string[] = [],
  directory: string = schemasDirectory(),
  running: readonly Contract[] = runningContracts(),
): FreezeResult {
  const before = readFrozen(directory);
  const forgotten = namesToForget(before, unreleased);
  const frozen = before.map((contract) => forget(contract, forgotten));
  const all = gate(frozen, running);
  const findings = all.filter(({ rule }) => rule !== notFrozen.id);
  if (findings.length > 0) return { written: [], findings };
  for (const name of forgotten) removeFrozen(name, directory);
  const written = all.map(({ type, version }) => {
    const name = `${type}/${version}`;
    const contract = running.find((one) => one.type === type);
    if (contract?.versions[version]) writeFrozen(name, contract.versions[version], directory);
    return name;
  });
  return { written, findings };
}

function namesToForget(frozen: readonly Contract[], unreleased: readonly string[]): readonly string[] {
  const known = frozen.flatMap(({ type, versions, digests }) =>
    Object.keys({ ...versions, ...digests }).map((version) => `${type}/${version}`),
  );
  if (unreleased.includes("all")) return known;
  const unknown = unreleased.find((name) => !known.includes(name));
  if (unknown === undefined) return unreleased;
  throw new ContractError("event.unknown-version", `${unknown} is not frozen`, {
    where: unknown,
    why: `frozen are ${known.join(", ") || "none"}`,
    next: "name it as <Event>/<version>: --unreleased Loaded/2",
  });
}

function forget(contract: Contract, unreleased: readonly string[]): Contract {
  const kept = <T>(byVersion: Readonly<Record<number, T>>) =>
    Object.fromEntries(
      Object.entries(byVersion).filter(([version]) => !unreleased.includes(`${contract.type}/${version}`)),
    );
  return { ...contract, versions: kept(contract.versions), digests: kept(contract.digests) };
}

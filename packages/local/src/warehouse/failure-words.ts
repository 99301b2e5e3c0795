import { Permanent, Transient } from "@waybill/core";

/** What the engine said, and about which warehouse. */
export interface Told {
  readonly message: string;
  readonly path: string;
  readonly cause: unknown;
}

export function locked({ message, path, cause }: Told): Transient {
  const [, program, pid] = /held in (.+) \(PID (\d+)\)/.exec(message) ?? [];
  return new Transient("warehouse.locked", `another process has the warehouse ${path} open`, {
    cause,
    where: path,
    why: pid === undefined ? undefined : `it is process ${pid} (${program})`,
    next: `wait until it is done${pid === undefined ? "" : `, or see what it is (ps -p ${pid})`}; then try again`,
  });
}

export const otherVersion = ({ message, path, cause }: Told): Permanent =>
  new Permanent("warehouse.damaged", `the warehouse ${path} was written by another version of DuckDB`, {
    cause,
    where: path,
    why: firstLine(message),
    next: "use the version of Waybill that wrote it, or start a new warehouse with --state <folder>",
  });

export function damaged({ message, path, cause }: Told): Permanent {
  return new Permanent("warehouse.damaged", `the warehouse ${path} is damaged, or no DuckDB file at all`, {
    cause,
    where: path,
    why: firstLine(message),
    next: `put a copy of it back, or move it away (mv ${path} ${path}.damaged) and run the pipelines again`,
  });
}

export function outOfMemory({ message, path, cause }: Told): Permanent {
  return new Permanent("warehouse.out-of-memory", "the memory limit is too small for this load", {
    cause,
    where: path,
    why: firstLine(message),
    next: "raise it with --memory 2GB, then retry; nothing was loaded",
  });
}

export function dependency({ message, path, cause }: Told): Permanent {
  const table = /entry "(.*?)"/.exec(message)?.[1] ?? "the table";
  return new Permanent("warehouse.dependency", `\`${table}\` has an index, so it cannot be changed`, {
    cause,
    where: path,
    why: "DuckDB alters and renames no table that something else depends on",
    next: `drop the index of \`${table}\`, retry, and create it again`,
  });
}

export const conflict = ({ message, path, cause }: Told): Transient =>
  new Transient("warehouse.unavailable", "another load changed the same table at the same time", {
    cause,
    where: path,
    why: firstLine(message),
    next: "try again",
  });

export const unavailable = ({ message, path, cause }: Told): Transient =>
  new Transient("warehouse.unavailable", `the warehouse ${path} cannot be read or written`, {
    cause,
    where: path,
    why: firstLine(message),
    next: "look at the disk and at the rights of the file; then try again",
  });

const firstLine = (message: string): string => message.split("\n")[0] ?? message;

import { Permanent } from "@waybill/core";
import { isUlid, runTime } from "@waybill/events";

/**
 * How the keys of artifacts lie in a bucket: `<root>/dt=2024-01-31/<run id>/…`. The day is that of the run's id, so a
 * key is known from its artifact's alone, and the other way round. A key that belongs to no run has no day.
 */
export interface KeyLayout {
  /** The key in the bucket. */
  toBucket(key: string): string;
  /** Null: no artifact of this root lies there. */
  fromBucket(bucketKey: string): string | null;
  /** What in the bucket begins so, where keys begin with `prefix`. Some that do not may be among it. */
  prefixes(prefix: string): readonly string[];
}

const DAY = /^dt=\d{4}-\d{2}-\d{2}$/;

/** `root`: `staging/flights`, or empty for the bucket itself. */
export function keyLayout(root = ""): KeyLayout {
  const base = root === "" ? "" : `${root.replace(/\/+$/, "")}/`;
  return {
    toBucket: (key) => `${base}${dated(key)}`,
    fromBucket(bucketKey) {
      if (!bucketKey.startsWith(base)) return null;
      const below = bucketKey.slice(base.length);
      const [first = "", ...rest] = below.split("/");
      const key = DAY.test(first) ? rest.join("/") : below;
      // Else two keys in the bucket would be one artifact.
      return key !== "" && !DAY.test(key.split("/")[0] ?? "") && dated(key) === below ? key : null;
    },
    prefixes(prefix) {
      const [first = ""] = prefix.split("/");
      if (isUlid(first)) {
        const day = `${base}${dayOf(first)}/${prefix}`;
        // `<run id>x` is the name of no run.
        return prefix.includes("/") ? [day] : [day, `${base}${prefix}`];
      }
      return prefix.includes("/") ? [`${base}${prefix}`] : [base];
    },
  };
}

function dated(key: string): string {
  const [first = "", ...rest] = key.split("/");
  if (DAY.test(first)) throw reserved(key);
  return rest.length > 0 && isUlid(first) ? `${dayOf(first)}/${key}` : key;
}

/** The day on which the run was asked for, in UTC. */
const dayOf = (runId: string): string => `dt=${new Date(runTime(runId)).toISOString().slice(0, 10)}`;

const reserved = (key: string): Permanent =>
  new Permanent("object.key", `${JSON.stringify(key)} is no key of an artifact`, {
    where: key,
    why: "a name such as dt=2024-01-31 says the day of a run, and comes before its id by itself",
    next: "leave it out: artifacts of a run begin with the run's id",
  });

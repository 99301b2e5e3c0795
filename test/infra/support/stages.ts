import { join } from "node:path";
import { OUT } from "../harness/places.ts";

export interface StageUnderTest {
  readonly stage: string;
  readonly dev?: boolean;
  /** Its handlers are bundled and looked into. */
  readonly bundles?: boolean;
  /** A file of settings, beside this one. */
  readonly settings?: string;
}

/** What is synthesised once, for all tests. */
export const STAGES = {
  /** With every setting that makes more resources. */
  prod: { stage: "prod", bundles: true, settings: "everything.json" },
  /** Production, as the defaults have it. */
  plain: { stage: "prod" },
  /** One person's: the small defaults. */
  personal: { stage: "ada", bundles: true },
  /** `sst dev` on that. */
  live: { stage: "ada", dev: true },
  /** A source on the Internet, without a NAT. */
  internet: { stage: "ada", settings: "internet.json" },
  /** The same with one, in `sst dev`. */
  withNat: { stage: "ada", dev: true, settings: "nat.json" },
  /** A warehouse that is there already. */
  cluster: { stage: "ada", settings: "cluster.json" },
} as const satisfies Readonly<Record<string, StageUnderTest>>;

export type StageName = keyof typeof STAGES;

export const graphPath = (name: StageName): string => join(OUT, `graph-${name}.json`);

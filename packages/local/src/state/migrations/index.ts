import { busAndLineage } from "./001-bus-and-lineage.ts";

/** Each brings a state one version further; the first makes version 1. One that was released is never edited. */
export const MIGRATIONS: readonly string[] = [busAndLineage];

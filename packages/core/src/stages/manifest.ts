import type { Artifact } from "@waybill/events";

/** What the load needs to know of an artifact: where it is, and how to tell that it is still what was written. */
export type Parcel = Pick<Artifact, "uri" | "bytes" | "checksum" | "rows">;

export const parcel = ({ uri, bytes, checksum, rows }: Artifact): Parcel => ({ uri, bytes, checksum, rows });

/** What settle decided, for the load: the one list of what goes into the warehouse. */
export interface Manifest {
  readonly artifacts: readonly (Parcel & { readonly unit: string })[];
  /** Rows with anything but 0 here stay out. */
  readonly flagColumns: readonly string[];
  /** Keys that stay out. */
  readonly exclusions: readonly (Parcel & { readonly columns: readonly string[] })[];
  /** Rows that go in although their key is excluded. */
  readonly winners: readonly Parcel[];
  readonly superseded: number;
}

/** What settle decided, for the load: the one list of what goes into the warehouse. */
export interface Manifest {
  readonly artifacts: readonly { readonly uri: string; readonly unit: string; readonly rows: number }[];
  readonly flagColumns: readonly string[];
  readonly exclusions: readonly { readonly uri: string; readonly columns: readonly string[] }[];
  readonly winners: readonly string[];
  readonly superseded: number;
}

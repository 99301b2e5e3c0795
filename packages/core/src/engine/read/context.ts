import type { Column } from "../../contract/column.ts";
import type { Connection } from "../database.ts";
import type { RejectFile } from "./file/rejects.ts";

/** What every reader of one partition works with. */
export interface ReadContext {
  readonly connection: Connection;
  readonly columns: readonly Column[];
  /** For copies; the caller removes it. */
  readonly folder: string;
  readonly rejects: RejectFile;
  readonly signal: AbortSignal;
  /**
   * Writes the rows of a query, whose columns are the contract's; how many there are. Called again where the first
   * reading turns out to be wrong: the last call counts.
   */
  readonly write: (query: string) => Promise<number>;
}

/** A deployment as it was described to the engine. */
export interface GraphFile {
  readonly stage: string;
  readonly outputs: unknown;
  readonly resources: readonly Resource[];
  /** What the program asked of SST's command line: bundles, above all. */
  readonly calls: readonly Call[];
}

export type Props = Readonly<Record<string, unknown>>;

export interface Resource {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly id: string;
  readonly parent?: string;
  /** False for a component, which only groups others. */
  readonly custom: boolean;
  /** What the program said. */
  readonly props: Props;
  /** That, and what AWS would have made up. */
  readonly outputs: Props;
  readonly protect: boolean;
  readonly retainOnDelete: boolean;
}

/** For a handler's bundle, with what was found in it: `handlers.ts`. */
export interface Call {
  readonly method: string;
  readonly args: Props;
  readonly problem?: string;
  readonly uses?: readonly string[];
}

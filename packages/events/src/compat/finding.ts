/** One thing that stands between the running events and the frozen ones. */
export interface Finding {
  /** The rule's id: `enum-value-added`. */
  readonly rule: string;
  readonly type: string;
  readonly version: number;
  /** Where in the event: `data.rows.inserted`, or the frozen file. */
  readonly path: string;
  readonly before: string;
  readonly after: string;
  /** Who is hurt and how. */
  readonly why: string;
  /** What to do. */
  readonly next: string;
}

/** The finding as lines for people. */
export const explain = ({ rule, type, version, path, before, after, why, next }: Finding): string =>
  [
    `${rule}  ${type}/${version}  ${path}`,
    `  ${before} -> ${after}`,
    `  why: ${why}`,
    `  next: ${next}`,
  ].join("\n");

/** What has to be known of a pipeline to tell its units apart. */
export interface Shape {
  readonly source: string;
  readonly lookups: readonly string[];
}

/** The units of a run's plan: partitions, lookups, steps over the whole run. */
export class PlannedUnits {
  readonly #shape: Shape;
  readonly #units = new Set<string>();

  constructor(shape: Shape) {
    this.#shape = shape;
  }

  add(unit: string): void {
    this.#units.add(unit);
  }

  get isEmpty(): boolean {
    return this.#units.size === 0;
  }

  /** Of the split source. */
  get partitions(): readonly string[] {
    return this.#of((source) => source === this.#shape.source);
  }

  get lookups(): readonly string[] {
    return this.#of((source) => this.#shape.lookups.includes(source));
  }

  /** Over the whole run. */
  get steps(): readonly string[] {
    const { source, lookups } = this.#shape;
    return this.#of((name) => name !== source && !lookups.includes(name));
  }

  /** Units that go through this stage. */
  through(stage: "extract" | "transform" | "validate"): number {
    if (stage === "extract") return this.partitions.length + this.lookups.length;
    if (stage === "transform") return this.partitions.length + this.steps.length;
    // Whose rows go to the warehouse: of the last step over the whole run, else the partitions.
    return this.steps.length > 0 ? 1 : this.partitions.length;
  }

  #of(filter: (source: string) => boolean): readonly string[] {
    return [...this.#units].filter((unit) => filter(unit.slice(0, unit.lastIndexOf("#"))));
  }
}

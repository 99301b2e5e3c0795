/** A part of a JavaScript pattern that the engine's RE2 cannot do, or would do differently. */
export class Unsupported extends Error {
  readonly next: string;

  constructor(what: string, next: string) {
    super(what);
    this.next = next;
  }
}

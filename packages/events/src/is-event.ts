import type { EventDefinition, EventOf } from "./define.ts";
import type { Envelope } from "./envelope.ts";

/** Narrows an envelope in its latest version to one event. */
export const isEvent = <D extends EventDefinition>(
  definition: D,
  envelope: Envelope,
): envelope is EventOf<D> => envelope.metadata.type === definition.type;

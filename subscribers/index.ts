import announceLoad from "./announce-load.ts";

/** Who listens to this project's events: a name, and the subscriber. */
export default { "announce-load": announceLoad };

import stoppedRuns from "./stopped-runs.ts";

/** Who listens to the events of this project: a name, and the subscriber. */
export default { "stopped-runs": stoppedRuns };

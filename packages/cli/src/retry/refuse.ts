import { planDigest, type RunItem, Usage } from "@waybill/core";
import { Completed, type Envelope, Failed, isEvent, RUN_UNIT, type Stage } from "@waybill/events";
import { refuseMisfit } from "@waybill/local";
import type { Origin } from "./locate.ts";

/**
 * What a retry has no use for is said before anything begins, with what to type in its place.
 * Throws `Usage` (`run.open`, `run.not-failed`, `retry.outdated`).
 */
export function refuseRetry(run: RunItem, hops: readonly Envelope[], origin: Origin): void {
  const { plan } = origin.located.pipeline;
  // A retry that was stopped goes on.
  if (run.outcome !== null || run.generation === 0) refuseNothing(run, hops, origin);
  refuseMisfit(plan, run.runId, hops, origin.anew);
}

function refuseNothing(run: RunItem, hops: readonly Envelope[], origin: Origin): void {
  const { runId, generation, outcome } = run;
  const { anew } = origin;
  if (outcome === null) {
    throw new Usage("run.open", `run ${runId} is not over`, {
      where: `run ${runId}`,
      why: "it was stopped, or a process is at work on it: nothing of it has failed for good",
      next: `go on with it: ${anew}`,
    });
  }
  if (outcome === "completed") {
    throw notFailed(runId, "it completed", `see what it did: waybill lineage ${runId}`);
  }
  const at = (stage: Stage) =>
    hops.find(
      ({ metadata: { slot } }) =>
        slot.unit === RUN_UNIT && slot.stage === stage && slot.generation === generation,
    );
  const [planned, settled, loaded] = [at("plan"), at("settle"), at("load")];
  if (planned && isEvent(Failed, planned) && generation === 0) {
    const why = `it could not be planned, so there is nothing of it yet: ${planned.data.reason.message}`;
    throw notFailed(runId, why, `mend that, and run it anew: ${anew}`);
  }
  if (loaded && isEvent(Failed, loaded)) {
    const why = `its partitions are done, and its load failed: ${loaded.data.reason.message}`;
    throw notFailed(runId, why, `mend that, and run it anew: ${anew}`);
  }
  if (settled && isEvent(Completed, settled)) refuseSameDecision(settled, hops, origin);
}

/** Rows that are the same are judged the same: by a pipeline that has not changed, deciding again is no use. */
function refuseSameDecision(
  { metadata, data: { reason } }: Completed,
  hops: readonly Envelope[],
  origin: Origin,
): void {
  const { runId, slot } = metadata;
  const unitFailed = hops.some(
    (hop) =>
      isEvent(Failed, hop) &&
      hop.metadata.slot.unit !== RUN_UNIT &&
      hop.metadata.slot.generation === slot.generation,
  );
  const { located, digest, anew } = origin;
  const isChanged = planDigest(located.pipeline.plan) !== digest;
  if (unitFailed || isChanged || reason?.class !== "data-quality") return;
  throw notFailed(
    runId,
    `no partition failed; settle decided against it: ${reason.message}`,
    `correct the source and run it anew: ${anew}; or change the pipeline's tolerance, then: waybill retry ${runId}`,
  );
}

const notFailed = (runId: string, why: string, next: string): Usage =>
  new Usage("run.not-failed", `run ${runId} has nothing to retry`, { where: `run ${runId}`, why, next });

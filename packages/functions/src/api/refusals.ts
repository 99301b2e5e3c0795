import { Usage } from "@waybill/core";

export const noRun = (runId: string): Usage =>
  new Usage("run.missing", `there is no run ${runId}`, {
    where: `run ${runId}`,
    why: "its id is wrong, it is another stage's, or it is older than the lineage is kept",
    next: "list them: waybill runs",
  });

export const noPipeline = (name: string): Usage =>
  new Usage("pipeline.missing", `there is no pipeline ${name} in this deployment`, {
    where: name,
    why: "a deployed stage runs what was listed when it was deployed",
    next: "correct the name, or list its file in pipelines/index.ts and deploy",
  });

export const loadsNowhere = (name: string): Usage =>
  new Usage("pipeline.no-load", `pipeline ${name} does not say where its rows go`, {
    where: name,
    next: `end it with .load({ table: "${name}", mode: "append" }), and deploy`,
  });

export const takenRunId = (runId: string, pipeline: string): Usage =>
  new Usage("run.exists", `run ${runId} is there already, and is one of ${pipeline}`, {
    where: `run ${runId}`,
    why: "an id names one run for ever",
    next: "ask for the run under a new id",
  });

export const oddTime = (runId: string, when: string, minutes: number): Usage =>
  new Usage("run.id-time", `run ${runId} says that it was asked for at ${when}`, {
    where: `run ${runId}`,
    why: `runs are in the order of their ids, so an id's time is within ${minutes} minutes of now`,
    next: "set the clock of the machine that asks",
  });

export const notOfRun = (runId: string, uri: string): Usage =>
  new Usage("object.not-of-run", `no hop of run ${runId} names ${uri}`, {
    where: `run ${runId}`,
    why: "only artifacts of the run itself can be read through it",
    next: `see what it has: waybill lineage ${runId}`,
  });

export const otherStage = (wanted: string, own: string): Usage =>
  new Usage("stage.other", `this is the API of stage ${own}, not of ${wanted}`, {
    where: `stage ${own}`,
    why: "the address that the command has found belongs to another stage than the one it names",
    next: `name it: --stage ${own}; or set WAYBILL_API_URL to the address of ${wanted}`,
  });

export const notJson = (where: string): Usage =>
  new Usage("api.input", "the body is no JSON object", { where, next: "send an object, or nothing" });

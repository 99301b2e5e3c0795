import { answered } from "@waybill/local";
import { type Cli, stateFolder } from "../command-line/cli.ts";
import { locatePipeline } from "../project/locate.ts";
import type { RunFlags } from "./command.ts";
import { tell } from "./tell.ts";
import { runOf, watch } from "./watch.ts";

export default async function run(this: Cli, flags: RunFlags, given: string): Promise<void> {
  const { stage } = flags;
  if (stage !== undefined)
    return (await import("../stage/run.ts")).runOnStage(this, { ...flags, stage }, given);
  const located = await locatePipeline(given, this.cwd);
  const watched = await watch(this, flags, runOf(located, given, flags.set));
  tell(this, flags, watched, { withNext: true });
  if (watched.outcome.completed) {
    answered(stateFolder(this, flags.state), watched.pipeline, watched.outcome.runId);
  }
  this.exitCode = watched.exitCode;
}

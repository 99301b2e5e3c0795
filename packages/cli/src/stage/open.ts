import { Usage } from "@waybill/core";
import { type Cli, stateFolder } from "../command-line/cli.ts";
import type { PlaceFlags } from "./flags.ts";
import { localReader } from "./local-reader.ts";
import type { RunReader } from "./run-reader.ts";

/**
 * Where the flags say: a deployed stage, else this machine.
 * Throws `Usage`: `stage.and-state`, `state.none`, and those of `openStage`.
 */
export async function openPlace(cli: Cli, flags: PlaceFlags): Promise<RunReader> {
  refuseBoth(flags);
  if (flags.stage === undefined) return localReader(stateFolder(cli, flags.state));
  const { openStage } = await import("./stage-reader.ts");
  return openStage(cli, flags.stage);
}

/** Throws `Usage` `stage.and-state`. */
export function refuseBoth({ stage, state }: PlaceFlags): void {
  if (stage === undefined || state === undefined) return;
  throw new Usage("stage.and-state", "a stage and a state folder are two places", {
    where: `--stage ${stage} --state ${state}`,
    why: "what a stage has done is in its account, what this machine has done is in a folder",
    next: "leave one of them out",
  });
}

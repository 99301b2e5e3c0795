import { didYouMean, systemClock, Usage } from "@waybill/core";
import { manifest, parseEvent } from "@waybill/events";
import { type HistoryFilter, openReader } from "@waybill/local";
import { type Cli, stateFolder } from "../command-line/cli.ts";
import { toJson } from "../command-line/json.ts";
import { listenForInterrupt } from "../run/interrupt.ts";
import { findRun } from "../runs/find-run.ts";
import type { EventsFlags } from "./command.ts";
import { eventLine } from "./line.ts";
import { Tail } from "./tail.ts";

const PAGE = 1000;
const POLL_MS = 200;

export default async function events(this: Cli, flags: EventsFlags): Promise<void> {
  refuseUnknownType(flags.type);
  using reader = openReader(stateFolder(this, flags.state));
  const run = flags.run === undefined ? null : await findRun(reader.lineage, flags.run);
  const filter: HistoryFilter = {
    limit: PAGE,
    ...(run && { runId: run.runId }),
    ...(flags.type !== undefined && { type: flags.type }),
  };
  const tail = new Tail(reader.events, filter);
  print(this, flags, tail);
  if (flags.follow) await follow(this, flags, tail);
}

function print({ out }: Cli, { json }: EventsFlags, tail: Tail): void {
  for (const received of tail.read()) {
    if (out.isClosed) return;
    out.line(json ? toJson(received) : eventLine(parseEvent(received), out.paint));
  }
}

async function follow(cli: Cli, flags: EventsFlags, tail: Tail): Promise<void> {
  using interrupt = listenForInterrupt(() => {});
  while (!interrupt.signal.aborted && !cli.out.isClosed) {
    await systemClock.sleep(POLL_MS, interrupt.signal);
    print(cli, flags, tail);
  }
}

function refuseUnknownType(type: string | undefined): void {
  const known: readonly string[] = manifest.definitions.map((definition) => definition.type);
  if (type === undefined || known.includes(type)) return;
  throw new Usage("event.unknown-type", `there is no event called ${type}`, {
    where: "--type",
    next: didYouMean(type, known),
  });
}

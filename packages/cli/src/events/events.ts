import { didYouMean, systemClock, Usage } from "@waybill/core";
import { manifest, parseEvent } from "@waybill/events";
import type { HistoryFilter } from "@waybill/local";
import type { Cli } from "../command-line/cli.ts";
import { toJson } from "../command-line/json.ts";
import { listenForInterrupt } from "../run/interrupt.ts";
import { findRun } from "../runs/find-run.ts";
import { openPlace } from "../stage/open.ts";
import type { EventsFlags } from "./command.ts";
import { eventLine } from "./line.ts";
import { Tail } from "./tail.ts";

const PAGE = 1000;

export default async function events(this: Cli, flags: EventsFlags): Promise<void> {
  refuseUnknownType(flags.type);
  using reader = await openPlace(this, flags);
  const run = flags.run === undefined ? null : await findRun(reader.lineage, flags.run);
  const filter: HistoryFilter = {
    limit: PAGE,
    ...(run && { runId: run.runId }),
    ...(flags.type !== undefined && { type: flags.type }),
  };
  const tail = new Tail(reader.events, filter);
  await print(this, flags, tail);
  if (flags.follow) await follow(this, flags, tail, reader.pollMs);
}

async function print({ out }: Cli, { json }: EventsFlags, tail: Tail): Promise<void> {
  for await (const received of tail.read()) {
    if (out.isClosed) return;
    out.line(json ? toJson(received) : eventLine(parseEvent(received), out.paint));
  }
}

async function follow(cli: Cli, flags: EventsFlags, tail: Tail, pollMs: number): Promise<void> {
  using interrupt = listenForInterrupt(() => {});
  while (!interrupt.signal.aborted && !cli.out.isClosed) {
    await systemClock.sleep(pollMs, interrupt.signal);
    await print(cli, flags, tail);
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

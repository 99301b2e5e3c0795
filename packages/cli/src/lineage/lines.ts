import { isEvent, Planned, type RunEvent } from "@waybill/events";
import { describe } from "../events/describe.ts";
import { bytes, duration, plural } from "../terminal/numbers.ts";
import type { Paint } from "../terminal/paint.ts";
import { padEnd, visible } from "../terminal/text.ts";
import { flowOf, type HopRef } from "./hop.ts";
import { type Chain, type Generation, treeOf } from "./tree.ts";

export interface LineageView {
  readonly paint: Paint;
  /** An artifact's place as it is shown: shorter than its URI. */
  readonly showUri: (uri: string) => string;
}

const TYPE_WIDTH = 11;

/** Every hop of a run, for people: as a tree whose branches are its units. */
export function lineageLines(hops: readonly RunEvent[], view: LineageView): readonly string[] {
  return treeOf(hops).flatMap((generation) => generationLines(generation, hops, view));
}

function generationLines(
  { number, opening, chains, closing, acts }: Generation,
  hops: readonly RunEvent[],
  view: LineageView,
): readonly string[] {
  const { paint } = view;
  const line = (hop: RunEvent) => `${hopLine(hop, view)}${causedBy(hop, hops, view)}`;
  const flow = (hop: RunEvent, rail: string) => flowLines(hop, hops, view).map((text) => `${rail}${text}`);
  return [
    ...(number === 0 ? [] : ["", paint.bold(`retry ${number}`)]),
    ...opening.map(line),
    ...chains.flatMap((chain, i) => chainLines(chain, i === chains.length - 1, hops, view)),
    ...closing.flatMap((hop) => [line(hop), ...flow(hop, "     ")]),
    ...acts.map(line),
  ];
}

function chainLines(
  { unit, describe: what, hops: own }: Chain,
  isLast: boolean,
  hops: readonly RunEvent[],
  view: LineageView,
): readonly string[] {
  const { paint } = view;
  const rail = paint.dim(isLast ? "   " : "│  ");
  const title = what === null ? "" : `  ${paint.dim(visible(what))}`;
  const work = own.filter((hop) => !isEvent(Planned, hop));
  return [
    `${paint.dim(isLast ? "└─ " : "├─ ")}${paint.bold(visible(unit))}${title}`,
    ...work.flatMap((hop) => [
      `${rail}${hopLine(hop, view)}`,
      ...flowLines(hop, hops, view).map((text) => `${rail}     ${text}`),
    ]),
  ];
}

function hopLine(hop: RunEvent, { paint }: LineageView): string {
  const { type, attempt } = hop.metadata;
  const { ms } = hop.data as { readonly ms?: number };
  const failed = type === "Failed" || ("status" in hop.data && hop.data.status === "failed");
  const mark = failed ? paint.red("✗") : paint.green("●");
  const took = ms === undefined ? "" : `  ${paint.dim(duration(ms))}`;
  const tries = attempt > 1 ? paint.yellow(`  attempt ${attempt}`) : "";
  return `${mark} ${padEnd(type, TYPE_WIDTH)} ${visible(describe(hop))}${took}${tries}`;
}

/** Where the cause is not plain: the barrier falls with the last unit that came. */
function causedBy(hop: RunEvent, hops: readonly RunEvent[], { paint }: LineageView): string {
  if (hop.metadata.slot.stage !== "settle") return "";
  const cause = hops.find(({ metadata }) => metadata.id === hop.metadata.causationId);
  return cause ? paint.dim(`  after ${cause.metadata.slot.unit}`) : "";
}

const SHOWN_INPUTS = 3;

/** Artifacts that went in and came out; an input that the line before has as its output is not said again. */
function flowLines(hop: RunEvent, hops: readonly RunEvent[], view: LineageView): readonly string[] {
  const { inputs, outputs } = flowOf(hop, hops);
  // A step without work hands on what it got.
  const isNew = ({ role, uri }: HopRef) => role !== "plan" && !inputs.some((input) => input.uri === uri);
  const foreign = inputs.filter(({ role }) => role === "source" || role.startsWith("lookup:"));
  const shown = foreign.slice(0, SHOWN_INPUTS).map((ref) => `← ${refText(ref, view)}`);
  const more = foreign.length - shown.length;
  return [
    ...shown,
    ...(more > 0 ? [`← and ${plural(more, "input")} more`] : []),
    ...outputs.filter(isNew).map((ref) => `→ ${refText(ref, view)}`),
  ].map((text) => view.paint.dim(text));
}

function refText({ role, uri, bytes: size, part }: HopRef, { showUri }: LineageView): string {
  const details = [part, size === undefined ? undefined : bytes(size)].filter((text) => text !== undefined);
  const name = role === "rows" || role === "source" || role === "table" ? "" : `${role} `;
  return visible(`${name}${showUri(uri)}${details.length > 0 ? ` (${details.join(", ")})` : ""}`);
}

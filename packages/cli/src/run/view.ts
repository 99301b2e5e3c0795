import type { RunEvent } from "@waybill/events";
import type { Output } from "../command-line/output.ts";
import { eventLine } from "../events/line.ts";
import { Screen } from "../terminal/screen.ts";
import { cut } from "../terminal/text.ts";
import { liveLines } from "./live-lines.ts";
import type { RunProgress } from "./progress.ts";

export interface Begun {
  readonly pipeline: string;
  readonly runId: string;
  /** It had begun before, and was stopped. */
  readonly resumed: boolean;
  /** Counted from 0: a retry is a later one. */
  readonly generation: number;
}

const sentence = ({ runId, resumed, generation }: Begun): string =>
  `${resumed ? "going on with " : ""}${generation > 0 ? `retry ${generation} of ` : ""}run ${runId}`;

/** Who watches a run. */
export interface RunView {
  begin(run: Begun): void;
  event(event: RunEvent): void;
  /** A line that somebody else has to say: a retry, a subscriber. */
  log(line: string): void;
  end(): void;
}

/** Draws at most this often. */
const FRAME_MS = 80;

/** A bar for each stage, drawn again in its place. */
export function liveView(output: Output, progress: RunProgress): RunView {
  const screen = new Screen(output);
  let run: { readonly pipeline: string; readonly runId: string } | null = null;
  let timer: NodeJS.Timeout | undefined;
  let frame = 0;
  const draw = () => {
    if (!run) return;
    const width = (output.columns ?? 80) - 1;
    const lines = liveLines(progress, {
      ...run,
      now: Date.now(),
      frame: frame++,
      width,
      paint: output.paint,
    });
    screen.draw(lines);
  };
  const say = (line: string) => {
    screen.print(line);
    draw();
  };
  return {
    begin(begun) {
      run = begun;
      if (begun.resumed || begun.generation > 0) output.line(sentence(begun));
      draw();
      timer = setInterval(draw, FRAME_MS);
    },
    event: () => {},
    log: (line) => say(output.paint.dim(cut(line, (output.columns ?? 80) * 3))),
    end() {
      clearInterval(timer);
      if (!run) return;
      draw();
      screen.end({ keep: true });
    },
  };
}

/** One line an event, for logs and pipes. */
export function plainView(output: Output): RunView {
  return {
    begin: (begun) => output.line(`${sentence(begun)} of ${begun.pipeline}`),
    event: (event) => output.line(eventLine(event, output.paint)),
    log: (line) => output.line(line),
    end: () => {},
  };
}

export const silentView: RunView = { begin: () => {}, event: () => {}, log: () => {}, end: () => {} };

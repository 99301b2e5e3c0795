import { Ansis } from "ansis";

/** Colours for one stream: `paint.red("text")`. */
export type Paint = Ansis;

const NO_COLOURS = 0;
const SIXTEEN_COLOURS = 1;

/** Without colours: for files, pipes and tests. */
export const plainPaint: Paint = new Ansis(NO_COLOURS);

/** `NO_COLOR` and `TERM=dumb` turn colours off, `FORCE_COLOR` turns them on where there is no terminal. */
export function paintFor(isTerminal: boolean, env: Readonly<Record<string, string | undefined>>): Paint {
  const forced = env.FORCE_COLOR !== undefined && env.FORCE_COLOR !== "0" && env.FORCE_COLOR !== "false";
  const refused = (env.NO_COLOR ?? "") !== "" || (env.TERM === "dumb" && !forced);
  return !refused && (isTerminal || forced) ? new Ansis(SIXTEEN_COLOURS) : plainPaint;
}

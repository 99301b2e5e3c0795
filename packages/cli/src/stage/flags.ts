import { type StateFlag, stateFlag } from "../command-line/flags.ts";

/** Where a command looks: on this machine, or on a deployed stage. */
export interface PlaceFlags extends StateFlag {
  readonly stage?: string;
}

export const placeFlags = {
  ...stateFlag,
  stage: {
    kind: "parsed",
    parse: stageName,
    optional: true,
    placeholder: "name",
    brief: "On this deployed stage, not on this machine: prod",
  },
} as const;

function stageName(given: string): string {
  if (/^[A-Za-z0-9][A-Za-z0-9-]*$/.test(given)) return given;
  throw new Error("it takes the name of a stage, as sst deploy was given it: letters, digits and -");
}

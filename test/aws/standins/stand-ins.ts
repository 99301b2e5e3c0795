/** What there is of each: an endpoint, a class path or an interpreter; or why there is none. */
export type StandIn = { readonly at: string } | { readonly missing: string };

export const NAMES = ["localStack", "dynamoDb", "eventRuler", "redshiftGrammar"] as const;
export type StandInName = (typeof NAMES)[number];
export type StandIns = Readonly<Record<StandInName, StandIn>>;

declare module "vitest" {
  interface ProvidedContext {
    standIns: StandIns;
    /** The file with the graph of what is deployed. */
    deployment: string;
  }
}

/** Why these cannot be used: the first reason that there is. Absent: nothing was started, as in `npm test`. */
export function reasonToSkip(
  standIns: StandIns | undefined,
  names: readonly StandInName[],
): string | undefined {
  if (!standIns) return "npm run test:aws runs it, on stand-ins for AWS";
  return names
    .map((name) => standIns[name])
    .flatMap((standIn) => ("missing" in standIn ? [standIn.missing] : []))[0];
}

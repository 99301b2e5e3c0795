import { describe, inject, test } from "vitest";
import { reasonToSkip, type StandInName } from "./stand-ins.ts";

/** Tests that need these stand-ins, and are given where each is. Without one of them they are skipped, with the reason. */
export function describeOn<Name extends StandInName>(
  names: readonly Name[],
  title: string,
  body: (at: Readonly<Record<Name, string>>) => void,
): void {
  const standIns = inject("standIns");
  const reason = reasonToSkip(standIns, names);
  if (reason !== undefined) {
    test(title, ({ skip }) => skip(reason));
    return;
  }
  const places = names.map((name) => {
    const standIn = standIns[name];
    return [name, "at" in standIn ? standIn.at : ""] as const;
  });
  describe(title, () => body(Object.fromEntries(places) as Record<Name, string>));
}

import { readFileSync } from "node:fs";
import { defaults } from "../settings.ts";
import { checkSettings } from "./check.ts";
import { merge } from "./merge.ts";
import { refuse } from "./refuse.ts";
import { personal, stages } from "./stages.ts";
import type { Settings } from "./types.ts";

/** The defaults, then the stage's own, then the file that WAYBILL_SETTINGS names. */
export function settingsFor(stage: string, file = process.env.WAYBILL_SETTINGS): Settings {
  const layers = [stages[stage] ?? personal, file ? readSettings(file) : {}];
  const merged = layers.reduce<Record<string, unknown>>((base, over) => merge(base, over), { ...defaults });
  return checkSettings(known(merged, file));
}

function readSettings(file: string): Record<string, unknown> {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>;
  } catch (error) {
    return refuse(`the settings in ${file} cannot be read: ${(error as Error).message}`, {
      where: file,
      why: "WAYBILL_SETTINGS names it",
      next: "correct it, or unset WAYBILL_SETTINGS",
    });
  }
}

/** A misspelt name would be a setting that is never looked at. */
function known(merged: Record<string, unknown>, file: string | undefined): Settings {
  const unknown = Object.keys(merged).find((name) => !(name in defaults));
  if (unknown === undefined) return merged as unknown as Settings;
  return refuse(`there is no setting ${unknown}`, {
    where: file ?? "stacks/settings/stages.ts",
    why: `there are ${Object.keys(defaults).join(", ")}`,
    next: "correct the name",
  });
}

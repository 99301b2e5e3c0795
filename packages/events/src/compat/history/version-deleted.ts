import type { JsonSchema } from "../../json-schema.ts";
import { FREEZE, fileOf, type HistoryRule } from "./rule.ts";

const text: JsonSchema = { type: "string" };

export const versionDeleted: HistoryRule = {
  id: "version-deleted",
  purpose: "Stored events of this version can no longer be read: lineage, replay and rebuild lose them.",
  check: (frozen, running) =>
    Object.keys(frozen.versions)
      .filter((n) => !(n in running.versions))
      .map((n) => ({
        version: Number(n),
        path: fileOf(frozen.type, n),
        before: "frozen",
        after: "not in the code",
        next: `put version ${n} of ${frozen.type} back; where it was never released: ${FREEZE} --unreleased ${frozen.type}/${n}`,
      })),
  fixtures: {
    breaks: {
      before: { type: "Loaded", versions: { 1: text, 2: text }, digests: {} },
      after: { type: "Loaded", versions: { 1: text }, digests: {} },
    },
    holds: {
      before: { type: "Loaded", versions: { 1: text }, digests: {} },
      after: { type: "Loaded", versions: { 1: text, 2: text }, digests: {} },
    },
  },
};

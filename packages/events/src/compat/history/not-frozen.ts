import type { JsonSchema } from "../../json-schema.ts";
import { canonical } from "../canonical.ts";
import { latestOf } from "../contract.ts";
import { FREEZE, fileOf, type HistoryRule } from "./rule.ts";

const before: JsonSchema = { type: "object", properties: {} };
const after: JsonSchema = { type: "object", properties: { note: { type: "string" } } };

export const notFrozen: HistoryRule = {
  id: "not-frozen",
  purpose: "The frozen file is what readers of other languages and the next comparison go by.",
  check: (frozen, running) =>
    Object.entries(running.versions).flatMap(([key, schema]) => {
      const version = Number(key);
      const file = frozen.versions[version];
      // The file of an older version stays as it was published, whatever its description says today.
      const stale = version === latestOf(running) && canonical(file) !== canonical(schema);
      if (file && !stale) return [];
      return [
        {
          version,
          path: fileOf(running.type, version),
          before: file ? "as it was" : "no file",
          after: file ? "a compatible change" : "a new version",
          next: FREEZE,
        },
      ];
    }),
  fixtures: {
    breaks: {
      before: { type: "Loaded", versions: { 1: before }, digests: {} },
      after: { type: "Loaded", versions: { 1: after }, digests: {} },
    },
    holds: {
      before: { type: "Loaded", versions: { 1: before, 2: before }, digests: {} },
      after: { type: "Loaded", versions: { 1: after, 2: before }, digests: {} },
    },
  },
};

import type { JsonSchema } from "../../json-schema.ts";
import { digest } from "../canonical.ts";
import { FREEZE, fileOf, type HistoryRule } from "./rule.ts";

const text: JsonSchema = { type: "string" };
const number: JsonSchema = { type: "number" };

export const frozenFileEdited: HistoryRule = {
  id: "frozen-file-edited",
  purpose: "A published schema is a promise to its readers: only the freeze command writes it.",
  check: ({ type, versions, digests }) =>
    [...new Set([...Object.keys(versions), ...Object.keys(digests)])].flatMap((key) => {
      const version = Number(key);
      const file = fileOf(type, version);
      const is = versions[version] ? digest(versions[version]) : "no file";
      const was = digests[version] ?? "not in schemas/digests.json";
      if (is === was) return [];
      const next = `git checkout packages/events/${file}; where it was never released: ${FREEZE} --unreleased ${type}/${version}`;
      return [{ version, path: file, before: was, after: is, next }];
    }),
  fixtures: {
    breaks: {
      before: { type: "Loaded", versions: { 1: number }, digests: { 1: digest(text) } },
      after: { type: "Loaded", versions: { 1: number }, digests: {} },
    },
    holds: {
      before: { type: "Loaded", versions: { 1: text }, digests: { 1: digest(text) } },
      after: { type: "Loaded", versions: { 1: number }, digests: {} },
    },
  },
};

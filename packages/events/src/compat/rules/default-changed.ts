import * as z from "zod";
import { canonical } from "../canonical.ts";
import type { Rule } from "../rule.ts";

export const defaultChanged: Rule = {
  id: "default-changed",
  purpose: "Stored events without the field come to mean something else.",
  protects: ["backward"],
  check: ({ path, before, after }) => {
    if (before.default === undefined || canonical(before.default) === canonical(after.default)) return [];
    return [{ path, before: `default ${say(before.default)}`, after: `default ${say(after.default)}` }];
  },
  fixtures: {
    breaks: {
      before: z.object({ tries: z.int().default(1) }),
      after: z.object({ tries: z.int().default(3) }),
    },
    holds: {
      before: z.object({ tries: z.int() }),
      after: z.object({ tries: z.int().default(1) }),
    },
  },
};

const say = (value: unknown) => (value === undefined ? "none" : JSON.stringify(value));

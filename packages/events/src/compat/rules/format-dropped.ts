import * as z from "zod";
import { eachMember, type Rule } from "../rule.ts";

export const formatDropped: Rule = {
  id: "format-dropped",
  purpose: "Deployed consumers refuse texts without the form that was promised.",
  protects: ["forward"],
  check: eachMember(({ path, before, after }) =>
    ["format", "pattern"].flatMap((keyword) => {
      const was = before.keywords[keyword];
      if (was === undefined || after.keywords[keyword] !== undefined) return [];
      return [{ path, before: `${keyword} ${was}`, after: `no ${keyword}` }];
    }),
  ),
  fixtures: {
    breaks: {
      before: z.object({ at: z.iso.datetime() }),
      after: z.object({ at: z.string() }),
    },
    holds: {
      before: z.object({ at: z.iso.datetime() }),
      after: z.object({ at: z.iso.datetime().meta({ description: "UTC." }) }),
    },
  },
};

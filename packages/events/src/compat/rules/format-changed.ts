import * as z from "zod";
import { eachMember, type Rule } from "../rule.ts";

export const formatChanged: Rule = {
  id: "format-changed",
  purpose: "Stored texts need not have the new form, so the running code refuses them.",
  protects: ["backward"],
  check: eachMember(({ path, before, after }) =>
    ["format", "pattern"].flatMap((keyword) => {
      const [was, is] = [before.keywords[keyword], after.keywords[keyword]];
      if (is === undefined || is === was) return [];
      return [{ path, before: was ? `${keyword} ${was}` : `no ${keyword}`, after: `${keyword} ${is}` }];
    }),
  ),
  fixtures: {
    breaks: {
      before: z.object({ checksum: z.string() }),
      after: z.object({ checksum: z.string().regex(/^sha256:/) }),
    },
    holds: {
      before: z.object({ checksum: z.string().regex(/^sha256:/) }),
      after: z.object({ checksum: z.string().regex(/^sha256:/), at: z.iso.datetime().optional() }),
    },
  },
};

import { Usage } from "@waybill/core";
import { Resource } from "sst/resource";
import * as z from "zod";

const text = z.string().min(1);
const bucket = z.object({ name: text, key: text });

/** What the stacks link to a function, by name; `stacks/README.md` has the same list. */
const SHAPES = {
  Bus: z.object({ name: text }),
  Lineage: z.object({ name: text }),
  Raw: bucket,
  Staging: bucket,
  Quarantine: bucket,
  Warehouse: z.object({
    name: text,
    workgroup: z.string(),
    cluster: z.string(),
    database: text,
    secret: text,
    role: text,
  }),
  Queues: z.record(z.string(), z.object({ url: text, deadLetters: text, undelivered: text })),
};
type Shapes = typeof SHAPES;
export type Linked<Name extends keyof Shapes> = z.output<Shapes[Name]>;

/** A resource that this function is linked to. Errors: `Usage` `link.missing`, `link.malformed`. */
export function linked<Name extends keyof Shapes>(name: Name): Linked<Name> {
  const { success, data, error } = SHAPES[name].safeParse(resource(name));
  if (success) return data as Linked<Name>;
  throw new Usage("link.malformed", `the link \`${name}\` is not what the stacks say it is`, {
    where: name,
    why: z.prettifyError(error),
    next: "deploy again: the stacks and the functions are of two versions",
  });
}

function resource(name: string): object | undefined {
  try {
    // SST says of each link of what type it is, among its own fields.
    const { type: _, ...fields } = (
      Resource as unknown as Readonly<Record<string, { readonly type: unknown }>>
    )[name]!;
    return fields;
  } catch (cause) {
    throw new Usage("link.missing", `this function is not linked to \`${name}\``, {
      where: name,
      next: `give it the link in stacks/grants.ts, then deploy`,
      cause,
    });
  }
}

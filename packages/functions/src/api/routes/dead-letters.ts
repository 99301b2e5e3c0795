import * as z from "zod";
import { limit, runId } from "../input.ts";
import { fitting } from "../page.ts";
import { route } from "../route.ts";

const LETTERS = 1000;

/** SQS's id of a message. */
const one = z.strictObject({ id: z.string().regex(/^[A-Za-z0-9-]{1,80}$/) });

export const deadLetterRoutes = [
  route(
    "GET /v1/dead-letters",
    z.strictObject({
      run: runId.optional(),
      subscription: z.string().min(1).optional(),
      limit: limit(LETTERS),
    }),
    async ({ run, subscription, limit: most }, { ports }) => {
      const found = await ports.deadLetters.list({
        limit: most,
        ...(run !== undefined && { runId: run }),
        ...(subscription !== undefined && { subscription }),
      });
      const items = fitting(found.items);
      return { items, complete: found.complete && items.length === found.items.length };
    },
  ),

  route("GET /v1/dead-letters/:id", one, async ({ id }, { ports }) => ports.deadLetters.show(id)),

  route("POST /v1/dead-letters/:id/redrive", one, async ({ id }, { ports }) => ports.deadLetters.redrive(id)),

  route("POST /v1/dead-letters/:id/discard", one, async ({ id }, { ports }) => ports.deadLetters.discard(id)),
];

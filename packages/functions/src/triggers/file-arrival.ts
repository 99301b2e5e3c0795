import { parsed } from "@waybill/aws/queues";
import { Permanent, Usage } from "@waybill/core";
import * as z from "zod";
import { openMetrics } from "../compose.ts";
import { type QueueHandler, queueHandler } from "../edge/queue-handler.ts";
import { environment } from "../environment.ts";
import type { PipelineList } from "../ports/pipelines.ts";
import { type Asked, asking } from "./request.ts";

const NAME = "file-arrival";

/** S3's `Object Created` on EventBridge. There a key is written as it is, with its spaces, `+` and `%`. */
const Created = z.object({
  time: z.iso.datetime({ offset: true }),
  detail: z.object({
    bucket: z.object({ name: z.string() }),
    object: z.object({
      key: z.string(),
      etag: z.string().default(""),
      "version-id": z.string().optional(),
      /** Grows with each write of one key. */
      sequencer: z.string().default(""),
    }),
  }),
});

const Arrivals = z.array(z.object({ pipeline: z.string(), prefix: z.string() }));
export type Arrival = z.output<typeof Arrivals>[number];

/** Asks for a run of each pipeline that waits for a file like this one, over this file alone. */
export const fileArrival = (list: PipelineList): QueueHandler =>
  queueHandler(() => {
    const ask = asking(list);
    const arrivals = awaited(environment().WAYBILL_ARRIVALS);
    return {
      metrics: openMetrics(NAME),
      subscription: {
        name: NAME,
        read: (body) => parsed(body),
        async handle(received) {
          for (const asked of askedBy(received, arrivals)) await ask(asked);
          return "done";
        },
      },
    };
  });

/** The same version of an object twice is the same run. A new content under an old name is another one. */
export function askedBy(received: unknown, arrivals: readonly Arrival[]): readonly Asked[] {
  const { success, data, error } = Created.safeParse(received);
  if (!success) {
    throw new Permanent("arrival.malformed", "the event is not S3's word of a new object", {
      why: z.prettifyError(error),
      next: "find out what else sends to this queue, then: waybill dlq discard",
    });
  }
  const { bucket, object } = data.detail;
  const uri = `s3://${bucket.name}/${object.key}`;
  const version = object["version-id"] ?? `${object.etag} ${object.sequencer}`;
  return arrivals
    .filter(({ prefix }) => object.key.startsWith(prefix))
    .map(({ pipeline }) => ({
      pipeline,
      at: Date.parse(data.time),
      key: ["arrival", uri, version],
      trigger: { kind: "arrival", by: uri, origin: null },
      parameters: { file: uri },
    }));
}

function awaited(text: string): readonly Arrival[] {
  const { success, data } = Arrivals.safeParse(JSON.parse(text));
  if (success) return data;
  throw new Usage("environment.malformed", "WAYBILL_ARRIVALS is no list of pipelines and prefixes", {
    where: text,
    next: "set `arrivals` of the pipeline in stacks/settings.ts, then deploy",
  });
}

import { Usage } from "@waybill/core";
import * as z from "zod";

const whole = z.coerce.number().int().min(1);

/** The plain variables of a function; `stacks/README.md` has the same list. */
const Environment = z.object({
  WAYBILL_STAGE: z.string().default("local"),
  WAYBILL_SUBSCRIPTION: z.string().optional(),
  WAYBILL_WORK_FOLDER: z.string().default("/tmp/waybill"),
  WAYBILL_MEMORY_MB: whole.optional(),
  WAYBILL_PARTITION_BYTES: whole.default(256 * 1024 * 1024),
  WAYBILL_RETENTION_DAYS: whole.default(180),
  WAYBILL_ARRIVALS: z.string().default("[]"),
  AWS_REGION: z.string().optional(),
  /** Another implementation of AWS than AWS. */
  AWS_ENDPOINT_URL: z.string().optional(),
});
export type Environment = z.output<typeof Environment>;

/** Errors: `Usage` `environment.malformed`. */
export function environment(from: NodeJS.ProcessEnv = process.env): Environment {
  const { success, data, error } = Environment.safeParse(from);
  if (success) return data;
  throw new Usage("environment.malformed", "a variable of this function cannot be right", {
    why: z.prettifyError(error),
    next: "correct it in stacks/settings.ts, then deploy",
  });
}

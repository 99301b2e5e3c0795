import type { DeadLetters } from "@waybill/aws/queues";
import type { Metrics, Plan } from "@waybill/core";
import type { Ports } from "@waybill/core/stages";

/** All that the API touches. */
export interface ApiPorts extends Pick<Ports, "lineage" | "bus" | "clock" | "settings"> {
  /** The deployed stage that this is: `prod`. */
  readonly stage: string;
  readonly deadLetters: DeadLetters;
  readonly links: DownloadLinks;
  readonly pipelines: NamedPipelines;
  readonly metrics: Metrics;
}

/** The pipelines that were deployed with it. */
export interface NamedPipelines {
  /** Null: there is none of this name. */
  named(pipeline: string): Promise<Plan | null>;
}

export interface DownloadLinks {
  /** Errors: `Usage` `aws.credentials`, `Permanent` `object.foreign`. */
  linkTo(uri: string): Promise<DownloadLink>;
}

/** Who has it may read the object, without any credentials, until it expires. */
export interface DownloadLink {
  readonly url: string;
  /** ISO 8601. */
  readonly expiresAt: string;
}

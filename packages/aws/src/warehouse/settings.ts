import type { Clock, Objects } from "@waybill/core";
import type { AwsSettings } from "../client/settings.ts";
import type { TableLayout } from "./tables/columns.ts";

export interface RedshiftOptions {
  readonly settings: AwsSettings;
  /** Redshift Serverless, or a cluster that is there already. */
  readonly place: { readonly workgroup: string } | { readonly cluster: string; readonly dbUser?: string };
  readonly database: string;
  /** The credentials of a database user. Absent: whoever calls, as IAM knows them. */
  readonly secretArn?: string;
  /** The ARN of the role by which COPY reads artifacts and manifests. */
  readonly role: string;
  /** Where COPY's manifests are put. */
  readonly staging: { readonly objects: Pick<Objects, "put">; readonly prefix: string };
  readonly layout?: TableLayout;
  /** True: `load` answers null and is called again when the statement's event comes. False: it waits. */
  readonly statementEvents: boolean;
  readonly clock?: Clock;
}

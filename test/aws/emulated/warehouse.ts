import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { type EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import {
  type DataApiServer,
  dataApiServer,
  type StatementEvent,
} from "../../../packages/aws/test-server/server.ts";
import { ACCOUNT, REGION } from "../standins/settings.ts";

export interface WarehouseOptions {
  /** Where COPY's files lie. */
  readonly s3: string;
  readonly events: EventBridgeClient;
  readonly folder: string;
  /** How often the event of a statement comes: once, if nothing is said. */
  readonly eventsEach?: number;
}

/** Redshift's Data API, which copies from a bucket, and tells the account's default bus of statements that ended. */
export const startWarehouse = ({
  s3,
  events,
  folder,
  eventsEach = 1,
}: WarehouseOptions): Promise<DataApiServer> =>
  dataApiServer({
    eventsEach,
    files: (uri) => downloaded(uri, s3, folder),
    onEvent: (event) => void events.send(new PutEventsCommand({ Entries: [entryOf(event)] })),
  });

const GET = `
  const answer = await fetch(process.argv[1]);
  if (!answer.ok) throw new Error(await answer.text());
  await (await import("node:fs/promises")).writeFile(process.argv[2], answer.body);`;

/** COPY asks for a path and does not wait: another process gets the file. LocalStack lets everybody read. */
function downloaded(uri: string, s3: string, folder: string): string {
  const path = join(folder, encodeURIComponent(uri.slice("s3://".length)));
  if (existsSync(path)) return path;
  const { hostname, pathname } = new URL(uri);
  const args = ["--input-type=module", "-e", GET, `${s3}/${hostname}${pathname}`, path];
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
  if (status !== 0) throw new Error(`cannot read ${uri}: ${stderr}`);
  return path;
}

/** As Redshift sends it. */
const entryOf = ({ statementId, statementName, state }: StatementEvent) => ({
  Source: "aws.redshift-data",
  DetailType: "Redshift Data Statement Status Change",
  Resources: [`arn:aws:redshift-serverless:${REGION}:${ACCOUNT}:workgroup/waybill`],
  Detail: JSON.stringify({
    principal: `arn:aws:sts::${ACCOUNT}:assumed-role/load`,
    statementName,
    statementId,
    state,
  }),
});

import { join } from "node:path";
import { type Server, startServer } from "./child.ts";
import { PROGRAMS, pythonPackages } from "./install.ts";
import type { Python } from "./python.ts";
import { REGION } from "./settings.ts";

const SERVICES = "events,kms,s3,secretsmanager,sns,sqs,sts";

/** EventBridge, SQS, S3, KMS, SNS and Secrets Manager, in memory. */
export async function startLocalStack(python: Python, folder: string): Promise<Server> {
  const command = await pythonPackages("localstack", python);
  return startServer({
    name: "LocalStack",
    command,
    args: () => [join(PROGRAMS, "localstack_host.py")],
    env: (port) => ({
      GATEWAY_LISTEN: `127.0.0.1:${port}`,
      SERVICES,
      FILESYSTEM_ROOT: join(folder, "localstack"),
      // It is to talk to nobody.
      DNS_ADDRESS: "0",
      DISABLE_EVENTS: "1",
      SKIP_SSL_CERT_DOWNLOAD: "1",
      EAGER_SERVICE_LOADING: "0",
      AWS_DEFAULT_REGION: REGION,
    }),
    health: "/_localstack/health",
    log: join(folder, "localstack.log"),
  });
}

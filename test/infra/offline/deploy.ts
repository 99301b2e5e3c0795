// The real `sst deploy`, its real bundles included, without AWS and without its engine.
//   node test/infra/offline/deploy.ts --stage prod [--graph graph.json]
import { spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { OUT, ROOT } from "../harness/places.ts";
import { installPlatform } from "../support/platform.ts";
import { awsCalls } from "./aws-calls.ts";

export interface Deployment {
  readonly stage: string;
  /** Where the graph is written to. */
  readonly graph?: string;
  readonly settings?: string;
}

export interface Deployed {
  readonly code: number;
  readonly output: string;
  readonly unknownCalls: readonly string[];
}

/** SST looks for its engine below the home folder: this one has ours there. */
function homeWithEngine(): string {
  const home = join(OUT, "home");
  const bin = join(home, ".config/sst/bin");
  mkdirSync(bin, { recursive: true });
  const engine = join(import.meta.dirname, "engine.ts");
  writeFileSync(join(bin, "pulumi"), `#!/bin/sh\nexec "${process.execPath}" "${engine}" "$@"\n`, {
    mode: 0o755,
  });
  return home;
}

export async function deploy({ stage, graph, settings }: Deployment): Promise<Deployed> {
  installPlatform();
  const aws = await awsCalls();
  const inherited = Object.entries(process.env).filter(([name]) => !/^(AWS|SST|PULUMI|WAYBILL)_/.test(name));
  const child = spawn(
    process.execPath,
    [join(ROOT, "node_modules/sst/bin/sst.mjs"), "deploy", "--stage", stage],
    {
      cwd: ROOT,
      stdio: ["ignore", "pipe", "pipe"],
      env: {
        ...Object.fromEntries(inherited),
        HOME: homeWithEngine(),
        // The home is another one; what npm knows is not.
        npm_config_userconfig: join(homedir(), ".npmrc"),
        npm_config_cache: process.env.npm_config_cache ?? join(homedir(), ".npm"),
        CI: "1",
        SST_SKIP_DEPENDENCY_CHECK: "1",
        SST_TELEMETRY_DISABLED: "1",
        SST_NO_BUN: "1",
        AWS_ENDPOINT_URL: aws.url,
        AWS_ACCESS_KEY_ID: "test",
        AWS_SECRET_ACCESS_KEY: "test",
        AWS_EC2_METADATA_DISABLED: "true",
        AWS_CONFIG_FILE: "/dev/null",
        AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
        ...(graph && { WAYBILL_GRAPH: graph }),
        ...(settings && { WAYBILL_SETTINGS: settings }),
      },
    },
  );
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (data: Buffer) => (output += data.toString()));
  const code = await new Promise<number>((ended) => child.on("exit", (status) => ended(status ?? 1)));
  aws.close();
  return { code, output, unknownCalls: aws.unknown };
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: { stage: { type: "string", default: "test" }, graph: { type: "string" } },
  });
  const { code, output, unknownCalls } = await deploy(values);
  process.stdout.write(output);
  if (unknownCalls.length > 0)
    console.error(`sst asked for ${unknownCalls.join(", ")}, which aws-calls.ts does not answer`);
  process.exitCode = code;
}

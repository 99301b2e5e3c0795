import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build, transform } from "esbuild";
import { PLATFORM, ROOT, SST } from "./places.ts";

export interface App {
  readonly name: string;
  readonly removal?: string;
  readonly protect?: boolean;
  readonly providers?: { readonly aws?: Readonly<Record<string, unknown>> };
}

const CONFIG = join(ROOT, "sst.config.ts");

/** What `app()` says. The file alone is evaluated: the stacks need a platform that needs this first. */
export async function appOf(stage: string): Promise<App> {
  const { code } = await transform(readFileSync(CONFIG, "utf8"), { loader: "ts", format: "esm" });
  if (/^\s*import\s+[^(]/m.test(code))
    throw new Error("sst.config.ts must have no import at its top: use import() in run()");
  Object.assign(globalThis, { $config: (config: unknown) => config });
  const module: { default: { app(input: { stage: string }): App } } = await import(
    `data:text/javascript;base64,${Buffer.from(code).toString("base64")}`
  );
  return module.default.app({ stage });
}

/** The program in one file, as SST's command line makes it: our TypeScript in it, packages outside. Removed at the end. */
export async function bundleProgram(): Promise<string> {
  const outfile = join(PLATFORM, `sst.config.test.${process.pid}.mjs`);
  const globals = join(SST, `.globals.${process.pid}.mjs`);
  writeFileSync(globals, globalsModule());
  process.on("exit", () => {
    for (const file of [outfile, globals]) rmSync(file, { force: true });
  });
  await build({
    stdin: {
      contents: [
        `import "${globals}";`,
        `export { run } from "${PLATFORM}/src/auto/run.ts";`,
        `export { default as config } from "${CONFIG}";`,
      ].join("\n"),
      resolveDir: ROOT,
      loader: "ts",
    },
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node24",
    mainFields: ["module", "main"],
    packages: "external",
    sourcemap: "inline",
    outfile,
    logLevel: "silent",
  });
  return outfile;
}

/** `sst`, `aws`, `$interpolate` and the others that a program finds without importing them. */
function globalsModule(): string {
  const providers = JSON.parse(readFileSync(join(SST, "provider-lock.json"), "utf8")) as readonly {
    alias: string;
    package: string;
  }[];
  const names = providers.map(({ alias }) => alias).join(", ");
  return [
    `import * as shim from "${PLATFORM}/src/shim/run.js";`,
    `import * as sst from "${PLATFORM}/src/components";`,
    ...providers.map((provider) => `import * as ${provider.alias} from "${provider.package}";`),
    `Object.assign(globalThis, shim, { sst, ${names} });`,
  ].join("\n");
}

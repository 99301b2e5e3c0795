/**
 * How the handlers are bundled, by the stacks and by the test that keeps them small. Paths are from the root of the
 * project, where both are run.
 */
export const bundling = (subscriber?: string) => ({
  // Without it each AWS client comes in its larger CommonJS form.
  mainFields: ["module", "main"],
  legalComments: "none" as const,
  alias: {
    "@aws-sdk/credential-provider-node": "./packages/functions/src/credentials.ts",
    ...(subscriber !== undefined && { "#subscriber": `./${subscriber}` }),
  },
});

/** Native code: installed beside the bundle, for the function's own processor. */
export const ENGINE_PACKAGES: readonly string[] = ["@duckdb/node-api", "@duckdb/node-bindings"];

/** Handlers that move rows. The others have no engine. */
export const WITH_ENGINE: readonly string[] = ["plan", "extract", "transform", "validate", "sweep"];

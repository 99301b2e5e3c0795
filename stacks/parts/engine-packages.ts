import core from "../../packages/core/package.json" with { type: "json" };

/** Native code: SST installs it for arm64 beside the bundle, in the version that is tested here. */
export const enginePackages = (): Record<string, string> => ({
  "@duckdb/node-api": core.dependencies["@duckdb/node-api"],
  "@duckdb/node-bindings": core.dependencies["@duckdb/node-bindings"],
});

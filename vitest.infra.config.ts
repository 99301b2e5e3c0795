import { defineConfig } from "vitest/config";

/** The deployment, as it is described to AWS. Needs SST's platform, which the setup installs where it is missing. */
export default defineConfig({
  test: {
    name: "infra",
    include: ["test/infra/**/*.test.ts", "test/bundles.test.ts"],
    globalSetup: ["test/infra/support/setup.ts"],
    setupFiles: ["test/seed.ts"],
    testTimeout: 60_000,
    isolate: false,
  },
});

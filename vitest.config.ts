import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

/** Tests that change, or need as it was, what is there once in a process: its time zone, its number of folders. */
const alone = [
  "packages/core/src/engine/database.test.ts",
  "packages/core/src/engine/instance/spill.test.ts",
];

/** What needs more than npm, the whole of SST, or minutes: `npm run test:infra`, `npm run test:aws`. */
const ownConfiguration = [
  "test/infra/**",
  "test/aws/**",
  "test/bundles.test.ts",
  "packages/aws/src/lineage/{faults,simulation}.test.ts",
  "packages/aws/src/warehouse/redshift-warehouse.test.ts",
  "packages/aws/src/warehouse/load/*.test.ts",
];

export default defineConfig({
  test: {
    testTimeout: 30_000,
    setupFiles: ["test/seed.ts"],
    // Many tests wait for a process that they started, so a core each is not too many.
    maxWorkers: availableParallelism(),
    projects: [
      { extends: true, test: { name: "alone", include: alone } },
      {
        extends: true,
        test: {
          name: "together",
          include: [
            "packages/**/*.test.ts",
            "pipelines/**/*.test.ts",
            "subscribers/**/*.test.ts",
            "scripts/**/*.test.ts",
            "stacks/**/*.test.ts",
            "test/**/*.test.ts",
          ],
          exclude: [...alone, ...ownConfiguration, "**/node_modules/**"],
          // A worker need not begin anew for each file: half of the time of a small test goes there.
          isolate: false,
        },
      },
    ],
  },
});

import { defineConfig } from "vitest/config";

/** What is deployed, on stand-ins for AWS: LocalStack, DynamoDB Local, event-ruler, sqlfluff. The setup installs them. */
export default defineConfig({
  test: {
    name: "aws",
    include: [
      "test/aws/**/*.test.ts",
      "packages/aws/src/lineage/{faults,simulation}.test.ts",
      "packages/aws/src/warehouse/redshift-warehouse.test.ts",
      "packages/aws/src/warehouse/load/*.test.ts",
    ],
    globalSetup: ["test/aws/standins/setup.ts"],
    setupFiles: ["test/seed.ts"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    isolate: false,
  },
});

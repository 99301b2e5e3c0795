import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: [
      "packages/**/*.test.ts",
      "pipelines/**/*.test.ts",
      "subscribers/**/*.test.ts",
      "test/**/*.test.ts",
    ],
    testTimeout: 30_000,
    // No test changes what another one sees of its process, so a worker need not begin anew for each file.
    isolate: false,
    // Many tests wait for a process that they started, so a core each is not too many.
    maxWorkers: availableParallelism(),
  },
});

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
  },
});

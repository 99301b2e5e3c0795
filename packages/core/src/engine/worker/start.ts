import { enableCompileCache } from "node:module";

// A thread compiles for itself. With the cache it finds what an earlier one compiled; so everything else comes after.
enableCompileCache();
await import("./thread.ts");

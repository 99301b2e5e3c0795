export { type MemoryFiles, memoryEngine } from "./engine.ts";

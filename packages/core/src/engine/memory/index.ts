export { memoryEngine } from "./engine.ts";

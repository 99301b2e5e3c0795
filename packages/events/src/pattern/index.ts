export { InvalidPattern } from "./error.ts";
export { type CompiledPattern, compilePattern } from "./pattern.ts";
export { PatternSet } from "./pattern-set.ts";

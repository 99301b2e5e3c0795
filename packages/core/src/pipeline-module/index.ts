export { type ExportedPipeline, importFile, importPipelines } from "./import.ts";
export { registerResolution } from "./resolution.ts";

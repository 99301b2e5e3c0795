import { relative } from "node:path";
import { pathToFileURL } from "node:url";
import { Usage, WaybillError } from "@waybill/core";
import { registerResolution } from "@waybill/core/pipeline-module";

/** The default export of a list that an author keeps. Throws `Usage` (`index.broken`, `index.no-default`). */
export async function importIndex(path: string): Promise<unknown> {
  registerResolution();
  const module: { readonly default?: unknown } = await import(pathToFileURL(path).href).catch((error) => {
    throw broken(path, error);
  });
  if (module.default !== undefined) return module.default;
  throw new Usage("index.no-default", `${relative(process.cwd(), path)} has no default export`, {
    where: path,
    next: "write: export default { … }",
  });
}

function broken(path: string, error: unknown): WaybillError {
  if (error instanceof WaybillError) return error;
  return new Usage("index.broken", `${relative(process.cwd(), path)} cannot be loaded`, {
    where: path,
    why: error instanceof Error ? error.message : String(error),
    next: "correct the file, or what it imports",
    cause: error,
  });
}

import { readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

/** SST's command line begins each bundle with it: CommonJS packages call `require` for what Node has. */
const BEGINNING = [
  'import { createRequire as topLevelCreateRequire } from "node:module";',
  "const require = topLevelCreateRequire(import.meta.url);",
].join("\n");

/** The bundle as SST's command line writes it: a copy beside it, where its packages are found; itself, if it is so. */
export async function asDeployed(bundle: string): Promise<string> {
  const code = await readFile(bundle, "utf8");
  if (code.includes("topLevelCreateRequire")) return bundle;
  const copy = join(dirname(bundle), "deployed.mjs");
  await writeFile(copy, `${BEGINNING}\n${code}`);
  return copy;
}

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Below the root of the project; not kept, since each deployment writes it anew. */
const FOLDER = ".sst/subscribers";

/** The file of a subscriber's handler. It names its own subscriber and no other, so that its bundle holds no other. */
export const handlerFile = (name: string): string =>
  [
    `import { subscribed } from "../../packages/functions/src/subscribed.ts";`,
    `import subscriber from "../../subscribers/${name}.ts";`,
    "",
    "export const handler = subscribed(subscriber);",
    "",
  ].join("\n");

/** Writes it, and gives the handler's name. A subscriber is the file in `subscribers/` that is called like it. */
export function writeHandler(name: string, root: string): string {
  mkdirSync(join(root, FOLDER), { recursive: true });
  writeFileSync(join(root, FOLDER, `${name}.ts`), handlerFile(name));
  return `${FOLDER}/${name}.handler`;
}

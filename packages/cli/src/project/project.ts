import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** A folder with `pipelines/index.ts`, and maybe `subscribers/index.ts`. */
export interface Project {
  readonly root: string;
  readonly pipelinesIndex: string;
  readonly subscribersIndex: string | null;
}

/** The folder that holds `packages/`. */
export const installation: string = fileURLToPath(new URL("../../../../", import.meta.url));

/** The project in this folder, else the one that Waybill came with; null where there is none. */
export function findProject(cwd: string, fallback: string = installation): Project | null {
  const root = [cwd, fallback].find((folder) => existsSync(join(folder, "pipelines", "index.ts")));
  if (root === undefined) return null;
  const subscribersIndex = join(root, "subscribers", "index.ts");
  return {
    root,
    pipelinesIndex: join(root, "pipelines", "index.ts"),
    subscribersIndex: existsSync(subscribersIndex) ? subscribersIndex : null,
  };
}

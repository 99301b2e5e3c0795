import type { Cli } from "../command-line/cli.ts";

/** Names of the pipelines that begin like this. A list that cannot be read proposes nothing: this is a courtesy. */
export async function proposePipelines(this: Cli, partial: string): Promise<readonly string[]> {
  try {
    const { findProject } = await import("../project/project.ts");
    const { listPipelines } = await import("../project/pipelines.ts");
    const project = findProject(this.cwd);
    const files = project ? await listPipelines(project) : [];
    return files
      .flatMap(({ pipelines }) => pipelines.map(({ plan }) => plan.name))
      .filter((name) => name.startsWith(partial));
  } catch {
    return [];
  }
}

import { mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

export interface TestFolder extends AsyncDisposable {
  readonly path: string;
  file(name: string, content: string | Uint8Array): Promise<string>;
}

/** A folder of a test's own; it is gone when the test is over. */
export async function testFolder(): Promise<TestFolder> {
  const path = await realpath(await mkdtemp(join(tmpdir(), "waybill-cli-")));
  return {
    path,
    async file(name, content) {
      const target = join(path, name);
      await mkdir(dirname(target), { recursive: true });
      await writeFile(target, content);
      return target;
    },
    [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }),
  };
}

/** A pipeline's file that can be imported, planned and listed, without any data behind it. */
export const pipelineFile = (...names: readonly string[]): string => `
import { pipeline, rowContract } from "@waybill/core";
import * as z from "zod";
const source = {
  kind: "nothing",
  contract: rowContract(z.object({ id: z.int() })),
  dataset: "nothing:${names[0]}",
  plan: async () => [],
  read: () => ({ kind: "rows" as const, rows: () => [] }),
};
${names
  .map(
    (name, i) =>
      `export ${i === 0 ? "default" : `const ${name} =`} pipeline("${name}", source).load({ table: "${name}", mode: "append" });`,
  )
  .join("\n")}
`;

interface RowsOptions {
  readonly name: string;
  readonly partitions?: number;
  /** Of each partition; every tenth has no name. */
  readonly rows?: number;
  /** A file that every partition but the first waits for before it has rows. */
  readonly gate?: string;
  readonly tolerate?: string;
}

/** A pipeline that runs: its rows come from a function, and every tenth breaks a rule. */
export const rowsPipeline = ({ name, partitions = 2, rows = 20, gate, tolerate }: RowsOptions): string => `
import { existsSync } from "node:fs";
import { pipeline, rowContract } from "@waybill/core";
import * as z from "zod";
const Row = z.object({ id: z.int(), name: z.string().nullable() });
const source = {
  kind: "rows",
  contract: rowContract(Row),
  dataset: "rows:${name}",
  plan: async () =>
    Array.from({ length: ${partitions} }, (_, n) => ({ describe: \`part \${n}\`, inputs: [{ uri: \`rows:\${n}\` }], detail: n })),
  read: ({ detail }: { detail: unknown }) => ({
    kind: "rows" as const,
    rows: async function* (signal: AbortSignal) {
      while (detail !== 0 && !existsSync(${JSON.stringify(gate ?? "/")}) && !signal.aborted) {
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      for (let i = 0; i < ${rows}; i++) {
        yield { id: Number(detail) * ${rows} + i, name: i % 10 === 0 ? null : \`name \${i}\` };
      }
    },
  }),
};
export default pipeline("${name}", source)
  .check(({ id, name }) => [id.unique(), name.notNull()])
  ${tolerate === undefined ? "" : `.tolerate({ quarantined: "${tolerate}" })`}
  .load({ table: "${name}", mode: "replace" });
`;

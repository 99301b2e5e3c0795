/** The first lines of every pipeline's file in these tests. */
export const HEAD = `import { bytes, decimal, files, pipeline, rows } from "@waybill/core";
import * as z from "zod";
const Row = z.object({ id: z.int(), name: z.string().nullable(), amount: z.number().nullable() });
`;

export const GOOD_ROWS = "id,name,amount\n1,a,1.5\n2,,20\n3,c,3\n";

/** A whole file: a source, steps and checks in the author's words, and a load. */
export const pipelineFile = (
  name: string,
  {
    source = 'files("good.csv", { row: Row })',
    steps = "",
    load = `.load({ table: "${name}", mode: "append" })`,
  } = {},
): string => `${HEAD}export default pipeline("${name}", ${source})${steps}${load};\n`;

/** The list of a project's pipelines. */
export const indexOf = (names: readonly string[]): string =>
  `export default { ${names.map((name) => `"${name}": () => import("./${name}.ts")`).join(", ")} };\n`;

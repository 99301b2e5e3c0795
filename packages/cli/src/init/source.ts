import type { Inference } from "@waybill/core";
import { contractImports, contractSource } from "./contract.ts";
import { formatOptions } from "./options.ts";

export interface PipelineDraft {
  readonly name: string;
  /** As it is to stand in the file. */
  readonly path: string;
  readonly inference: Inference;
}

/** The pipeline's file: it runs as it is, and is meant to be edited. */
export function pipelineSource({ name, path, inference }: PipelineDraft): string {
  const { columns, format } = inference;
  const imports = [...contractImports(columns), "files", "pipeline"].sort();
  const options = ["row: Row", ...formatOptions(format)].join(", ");
  return `import { ${imports.join(", ")} } from "@waybill/core";
import * as z from "zod";

/** What a row is: the one place that says the type of each column, from the file to the warehouse. */
export const Row = ${contractSource(columns)};

export default pipeline(${JSON.stringify(name)}, files(${JSON.stringify(path)}, { ${options} }))
  .tolerate({ quarantined: "1%", rejected: "1%" })
  .load({ table: ${JSON.stringify(name)}, mode: "replace" });
`;
}

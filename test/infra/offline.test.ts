import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { OUT, SST } from "./harness/places.ts";
import { type Deployed, deploy } from "./offline/deploy.ts";
import { Graph, type Resource } from "./support/graph.ts";
import { graphPath } from "./support/stages.ts";

const LAMBDA_LIMIT = 250 * 1024 * 1024;
const ENGINE = "node_modules/@duckdb/node-bindings-linux-arm64";

let deployed: Deployed;
let graph: Graph;
beforeAll(async () => {
  const path = join(OUT, "graph-deployed.json");
  deployed = await deploy({ stage: "ada", graph: path });
  if (deployed.code === 0) graph = Graph.read(path);
}, 300_000);

describe("the real sst deploy", () => {
  it("comes to its end, and asks AWS for nothing that was not expected", () => {
    expect(deployed.output).toContain("waybill-ada-BusBus");
    expect(deployed).toMatchObject({ code: 0, unknownCalls: [] });
  });

  it("describes what the graph tests looked at, the code's address aside", () => {
    expect(described(graph)).toEqual(described(Graph.read(graphPath("personal"))));
  });
});

describe("the bundles that it made", () => {
  it("export their handler", () => {
    const names = graph.of("function").map(({ name }) => name.replace(/Function$/, ""));
    expect(names.length).toBeGreaterThan(8);
    for (const name of names) {
      const code = readFileSync(join(SST, "artifacts", `${name}-src`, "bundle.mjs"), "utf8");
      expect(code.slice(code.lastIndexOf("export")), name).toMatch(/^export ?\{[^}]*\bhandler\b/);
    }
  });

  it("have the engine for arm64 where it is needed, within Lambda's limit", () => {
    const withEngine = (name: string) => join(SST, "artifacts", `${name}Function-src`, ENGINE);
    for (const name of ["Plan", "Extract", "Transform", "Validate", "Sweep"]) {
      const library = join(withEngine(name), "libduckdb.so");
      expect(statSync(library).size, name).toBeLessThan(LAMBDA_LIMIT);
    }
    for (const name of ["Load", "Complete", "Api"]) expect(existsSync(withEngine(name)), name).toBe(false);
  });
});

/** All resources by their name, without where their code was put: a content hash, in a bucket of the account. */
const described = ({ file }: Graph): Readonly<Record<string, unknown>> =>
  Object.fromEntries(file.resources.map((resource) => [resource.urn, withoutAddress(resource)]));

const ADDRESS = new Set(["s3Key", "s3Bucket", "key", "bucket", "source"]);

function withoutAddress({ type, props }: Resource): unknown {
  if (!/lambda\/function:|bucketObjectv2/.test(type)) return props;
  return Object.fromEntries(Object.entries(props).filter(([name]) => !ADDRESS.has(name)));
}

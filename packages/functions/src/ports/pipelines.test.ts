import { files, pipeline } from "@waybill/core";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { DeployedPipelines } from "./pipelines.ts";

const made = (name: string) =>
  pipeline(name, files("s3://raw/a.csv", { row: z.object({ id: z.int() }) })).load({
    table: name,
    mode: "append",
  });

function listed() {
  const imported: string[] = [];
  const list = {
    shop: async () => {
      imported.push("shop");
      return { orders: made("orders"), clicks: made("clicks"), helper: 7 };
    },
    rates: async () => {
      imported.push("rates");
      return { default: made("rates") };
    },
  };
  return { imported, pipelines: new DeployedPipelines(list) };
}

describe("deployed pipelines", () => {
  test("a file of the pipeline's own name is imported alone", async () => {
    const { imported, pipelines } = listed();
    expect((await pipelines.forRun("R", "rates")).name).toBe("rates");
    expect(imported).toEqual(["rates"]);
  });

  test("another is found in the file that exports it, once", async () => {
    const { imported, pipelines } = listed();
    const first = await pipelines.forRun("R", "clicks");
    expect(await pipelines.forRun("S", "clicks")).toBe(first);
    expect((await pipelines.forRun("S", "orders")).name).toBe("orders");
    expect(imported).toEqual(["shop"]);
  });

  test("one that is not deployed is told with those that are", async () => {
    await expect(listed().pipelines.forRun("R", "gone")).rejects.toMatchObject({
      code: "pipeline.missing",
      where: "run R",
      why: "deployed are: clicks, orders, rates",
    });
    expect(await listed().pipelines.named("gone")).toBeNull();
  });
});

import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { audit } from "../support/audit.ts";
import { folder } from "../support/folder.ts";
import { expectJsonMessage } from "../support/message.ts";
import { pipelineFile } from "../support/pipelines.ts";
import { query } from "../support/warehouse.ts";
import { type Answer, COMMAND, startProgram } from "../support/waybill.ts";

const ROWS = 60_000;
const RUN = [...COMMAND, "run", "big.ts", "--state", "disk/state", "--json"]
  .map((word) => `'${word}'`)
  .join(" ");

/** A disk of its own in a mount namespace of its own: it needs no rights, and nothing of it is left. */
const canMount = spawnSync("unshare", ["-rm", "mount", "-t", "tmpfs", "none", "/mnt"]).status === 0;

test.skipIf(!canMount).each([
  { size: "300k", what: "in the lineage" },
  { size: "800k", what: "in an artifact" },
  { size: "2500k", what: "in the warehouse" },
])("a disk that is full $what; with more space the same command does it", async ({ size }) => {
  using scene = folder();
  const lines = Array.from({ length: ROWS }, (_, i) => `${i},${Math.sin(i)} and ${Math.cos(i)},${i / 8}`);
  scene.write("big.csv", `id,name,amount\n${lines.join("\n")}\n`);
  scene.write("big.ts", pipelineFile("big", { source: 'files("big.csv", { row: Row })' }));
  scene.write("disk/.keep", "");
  const script = `
    mount -t tmpfs -o size=${size} none disk
    ${RUN} > full.out 2> full.err
    echo $? > full.code
    mount -o remount,size=100m disk
    ${RUN}
    code=$?
    cp -r disk/state state
    exit $code`;
  const again = await startProgram(scene.path, ["unshare", "-rm", "sh", "-c", script]).end;
  const read = (name: string) => readFileSync(scene.at(`full.${name}`), "utf8");
  const full: Answer = { code: Number(read("code")), signal: null, out: read("out"), err: read("err") };
  expectJsonMessage(full, {
    exit: 1,
    code: /^(state|object|warehouse|engine)\.no-space$/,
    next: /free some space/,
  });
  expect(again.code, again.err).toBe(0);
  const { run } = JSON.parse(again.out);
  await audit(scene.at("state"), run);
  expect(
    await query(scene.at("state"), "SELECT count(*)::INT AS rows, count(DISTINCT id)::INT AS ids FROM big"),
  ).toEqual([{ rows: ROWS, ids: ROWS }]);
});

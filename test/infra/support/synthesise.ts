import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { ROOT } from "../harness/places.ts";
import { graphPath, STAGES, type StageName, type StageUnderTest } from "./stages.ts";

const run = promisify(execFile);
const SYNTH = join(ROOT, "test/infra/harness/synth.ts");

/** Writes a stage's graph. What fails there is said in the words of the program. */
export async function synthesise(name: StageName): Promise<void> {
  const { stage, dev, bundles, settings }: StageUnderTest = STAGES[name];
  const file = settings && join(import.meta.dirname, settings);
  const flags = [...(dev ? ["--dev"] : []), ...(bundles ? ["--bundles"] : [])];
  const args = [SYNTH, "--stage", stage, "--work", name, "--out", graphPath(name), ...flags];
  const { WAYBILL_SETTINGS: _, ...outside } = process.env;
  const env = { ...outside, ...(file && { WAYBILL_SETTINGS: file }) };
  try {
    await run(process.execPath, args, { cwd: ROOT, timeout: 180_000, env });
  } catch (error) {
    const said = (error as { stderr?: string }).stderr ?? String(error);
    throw new Error(`the stage ${name} could not be synthesised:\n${said}`, { cause: error });
  }
}

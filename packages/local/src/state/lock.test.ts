import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { errorOf } from "../testing/error-of.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { layoutOf } from "./layout.ts";
import { lockState } from "./lock.ts";

/** A process that holds the lock until it is killed. */
async function holder(folder: string): Promise<ChildProcess> {
  const script = `import { lockState } from ${JSON.stringify(join(import.meta.dirname, "lock.ts"))};
    import { layoutOf } from ${JSON.stringify(join(import.meta.dirname, "layout.ts"))};
    lockState(layoutOf(${JSON.stringify(folder)}), "waybill run orders");
    gc();
    console.log("held");
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, [
    "--expose-gc",
    "--no-warnings",
    "--input-type=module-typescript",
    "-e",
    script,
  ]);
  await once(child.stdout, "data");
  return child;
}

const ROUNDS = 20;
const ROUND_MS = 100;

/** A process that takes the lock at the beginning of each round, keeps it for a moment, and says what came of it. */
async function rounds(folder: string, startAt: number): Promise<readonly string[]> {
  const script = `import { lockState } from ${JSON.stringify(join(import.meta.dirname, "lock.ts"))};
    import { layoutOf } from ${JSON.stringify(join(import.meta.dirname, "layout.ts"))};
    const layout = layoutOf(${JSON.stringify(folder)});
    const until = (time) => { while (Date.now() < time); };
    for (let round = 0; round < ${ROUNDS}; round++) {
      until(${startAt} + round * ${ROUND_MS});
      try {
        const lock = lockState(layout, "waybill run orders");
        until(Date.now() + 5);
        lock.release();
        console.log("worked");
      } catch (error) {
        console.log(error.code);
      }
    }`;
  const child = spawn(process.execPath, ["--no-warnings", "--input-type=module-typescript", "-e", script]);
  let out = "";
  child.stdout.on("data", (chunk) => {
    out += chunk;
  });
  await once(child, "close");
  return out.trim().split("\n");
}

describe("lockState", () => {
  test("of two processes that begin at the same instant, both have their turn", async () => {
    using folder = temporaryFolder();
    const startAt = Date.now() + 1000;
    const [first, second] = await Promise.all([rounds(folder.path, startAt), rounds(folder.path, startAt)]);
    expect(first).toEqual(Array(ROUNDS).fill("worked"));
    expect(second).toEqual(first);
  });

  test("the second is told who has it, what that one does, and what to do", async () => {
    using folder = temporaryFolder();
    const child = await holder(folder.path);
    const error = errorOf(() => lockState(layoutOf(folder.path), "waybill run flights"));
    expect(error).toMatchObject({ class: "transient", code: "state.locked", where: folder.path });
    expect(error.message).toContain(`process ${child.pid} (waybill run orders) since 20`);
    expect(error.next).toContain("--state");
    child.kill("SIGKILL");
    await once(child, "exit");
  });

  test("a killed process leaves no lock behind", async () => {
    using folder = temporaryFolder();
    const child = await holder(folder.path);
    child.kill("SIGKILL");
    await once(child, "exit");
    const lock = lockState(layoutOf(folder.path), "waybill run flights");
    expect(JSON.parse(readFileSync(layoutOf(folder.path).holder, "utf8"))).toMatchObject({
      pid: process.pid,
      command: "waybill run flights",
    });
    lock.release();
  });

  test("one process does not get it twice, and gets it again once it is released", () => {
    using folder = temporaryFolder();
    const layout = layoutOf(folder.path);
    const lock = lockState(layout, "first");
    expect(errorOf(() => lockState(layout, "second")).message).toContain(`process ${process.pid} (first)`);
    lock.release();
    lock.release();
    expect(existsSync(layout.holder)).toBe(false);
    lockState(layout, "third").release();
  });

  test("where the holder has not said yet who it is, it is another process", () => {
    using folder = temporaryFolder();
    const layout = layoutOf(folder.path);
    const lock = lockState(layout, "first");
    rmSync(layout.holder);
    expect(errorOf(() => lockState(layout, "second")).message).toBe(
      "the state folder is in use by another process",
    );
    lock.release();
  });

  test("a folder that is not there is an error that names the file", () => {
    using folder = temporaryFolder();
    const layout = layoutOf(join(folder.path, "none"));
    expect(errorOf(() => lockState(layout, "x"))).toMatchObject({
      code: "state.no-access",
      where: layout.lock,
    });
  });
});

import { type ChildProcess, fork } from "node:child_process";
import { randomUUID } from "node:crypto";
import { closeSync, openSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Answer, Invocation } from "./process.ts";

const PROGRAM = join(import.meta.dirname, "process.ts");

export interface InstanceOptions {
  readonly name: string;
  readonly bundle: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutSeconds: number;
  /** Its files go below, and its output to `<name>.log` there. */
  readonly folder: string;
}

/** One process of a function, with a work folder of its own: for one invocation at a time. */
export class Instance {
  readonly #child: ChildProcess;
  readonly #workFolder: string;
  readonly #timeoutSeconds: number;

  private constructor(child: ChildProcess, workFolder: string, timeoutSeconds: number) {
    this.#child = child;
    this.#workFolder = workFolder;
    this.#timeoutSeconds = timeoutSeconds;
  }

  static async start({
    name,
    bundle,
    environment,
    folder,
    timeoutSeconds,
  }: InstanceOptions): Promise<Instance> {
    const workFolder = await mkdtemp(join(folder, `${name}-`));
    const log = openSync(join(folder, `${name}.log`), "a");
    const env = { ...environment, AWS_LAMBDA_FUNCTION_NAME: name, WAYBILL_WORK_FOLDER: workFolder };
    const child = fork(PROGRAM, [bundle], { env, execArgv: [], stdio: ["ignore", log, log, "ipc"] });
    closeSync(log);
    return new Instance(child, workFolder, timeoutSeconds);
  }

  get isOver(): boolean {
    return !this.#child.connected;
  }

  /** What its handler returns. Errors: what it throws; that it died; that its time was over, and then it is killed. */
  async invoke(event: unknown): Promise<unknown> {
    const milliseconds = this.#timeoutSeconds * 1000;
    const timer = setTimeout(() => this.kill(), milliseconds);
    try {
      const deadline = Date.now() + milliseconds;
      const answer = await this.#ask({ event, requestId: randomUUID(), deadline });
      if ("error" in answer) throw new Error(answer.error);
      return answer.result;
    } finally {
      clearTimeout(timer);
    }
  }

  #ask(invocation: Invocation): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const died = () => reject(new Error("its process ended before it answered"));
      this.#child.once("exit", died);
      this.#child.once("message", (answer) => {
        this.#child.off("exit", died);
        resolve(answer as Answer);
      });
      this.#child.send(invocation, (error) => error && reject(error));
    });
  }

  /** As Lambda does, or a machine that fails: without a word. */
  kill(): void {
    this.#child.kill("SIGKILL");
  }

  async stop(): Promise<void> {
    const { exitCode, signalCode } = this.#child;
    if (exitCode === null && signalCode === null) {
      const over = new Promise((resolve) => this.#child.once("exit", resolve));
      this.kill();
      await over;
    }
    await rm(this.#workFolder, { recursive: true, force: true });
  }
}

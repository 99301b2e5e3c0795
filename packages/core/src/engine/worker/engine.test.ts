import { afterAll, afterEach, describe, expect, test, vi } from "vitest";
import { Transient, Usage, type WaybillError } from "../../errors.ts";
import type { AnyPipeline } from "../../pipeline/pipeline.ts";
import type { Engine, ExtractRequest } from "../../ports/engine.ts";
import { type EngineModule, engineInWorker, type PlanModule, type WorkerEngineOptions } from "./index.ts";
import orders, { named } from "./testing/orders.ts";

const file = (name: string): string => new URL(`./testing/${name}`, import.meta.url).href;
const ODD = { module: file("odd-engine.ts"), export: "oddEngine" };
const here: PlanModule = { module: file("orders.ts"), export: "default" };

const opened: Engine[] = [];
function odd(options: Partial<Extract<WorkerEngineOptions, { engine: EngineModule }>> = {}): Engine {
  const engine = engineInWorker({
    settings: { greeting: "hello" },
    locate: () => here,
    engine: ODD,
    ...options,
  });
  opened.push(engine);
  return engine;
}
/** One engine for what leaves it as it was. */
const shared = engineInWorker({ settings: { greeting: "hello" }, locate: () => here, engine: ODD });
afterAll(() => shared.close());
afterEach(() => Promise.all(opened.splice(0).map((engine) => engine.close())));

const request = (
  { plan }: AnyPipeline,
  describe = "",
  signal = new AbortController().signal,
): ExtractRequest => ({
  plan,
  runTime: 0,
  signal,
  source: "orders",
  work: { describe, inputs: [], detail: { from: 1n } },
  partition: 7,
  out: { rows: "", rejects: "", quarantine: "" },
});

const failure = (promise: Promise<unknown>): Promise<WaybillError> =>
  promise.then(
    () => Promise.reject(new Error("it did not fail")),
    (error: WaybillError) => error,
  );

describe("a request", () => {
  test("reaches the engine with its settings, and the answer comes back", async () => {
    const answer = await shared.sniff("a.csv", { type: "parquet" });
    expect(answer).toEqual({ type: "parquet", greeting: "hello", path: "a.csv" });
  });

  test("takes the plan from its own file", async () => {
    const engine = odd({
      locate: ({ name }) => ({ ...here, export: name === "orders" ? "default" : "named" }),
    });
    expect((await engine.check(orders.plan)).map(({ message }) => message)).toEqual(["orders"]);
    expect((await engine.check(named.plan)).map(({ message }) => message)).toEqual(["other-orders"]);
    const report = await engine.extract(request(orders));
    expect(report.rows.read).toBe(7);
    expect(report.artifact.columns).toEqual([{ name: "id", type: "function", nullable: true }]);
  });

  test("gives the same as in this thread", async () => {
    const inThread = await shared.extract(request(orders));
    const inProcess = await odd({ locate: () => null }).extract(request(orders));
    expect(inThread).toEqual(inProcess);
  });

  test("with a plan that its file does not hold says so", async () => {
    const plan = { ...orders.plan, name: "renamed" };
    const error = await failure(shared.check(plan));
    expect(error).toMatchObject({ class: "permanent", code: "engine.plan-missing" });
    expect(error.message).toContain("renamed");
  });

  test("many at once are told apart", async () => {
    const paths = Array.from({ length: 50 }, (_, index) => `${index}.csv`);
    const answers = await Promise.all(paths.map((path) => shared.sniff(path, {})));
    expect(answers.map((answer) => (answer as unknown as { path: string }).path)).toEqual(paths);
  });
});

describe("an error", () => {
  test("of Waybill's crosses with its class and every field", async () => {
    const error = await failure(shared.sniff("usage.csv", {}));
    expect(error).toBeInstanceOf(Usage);
    expect(error).toMatchObject({
      name: "Usage",
      class: "usage",
      code: "csv.delimiter",
      message: "the delimiter is too long",
      where: "usage.csv:1:4",
      why: "it has 2 characters",
      next: "give one of 1 character",
    });
    expect(error.cause).toMatchObject({ name: "TypeError", message: "inner" });
    expect((error.cause as Error).cause).toMatchObject({ message: "innermost" });
    expect(error.stack).toContain("odd-engine.ts");
  });

  test("of another kind crosses with its name", async () => {
    const error = await failure(shared.sniff("bug.csv", {}));
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({ name: "RangeError", message: "not Waybill's" });
  });

  test("in the engine's own file is told with each request", async () => {
    const engine = odd({ engine: { ...ODD, export: "evenEngine" } });
    expect((await failure(engine.sniff("a.csv", {}))).message).toContain("exports no evenEngine");
    expect((await failure(engine.sniff("b.csv", {}))).message).toContain("exports no evenEngine");
  });
});

describe("an abort", () => {
  test("reaches the work, and the caller gets its own reason", async () => {
    const abort = new AbortController();
    const engine = odd();
    const answer = engine.extract(request(orders, "wait", abort.signal));
    await engine.sniff("the thread is up.csv", {});
    const reason = new Error("Ctrl-C");
    abort.abort(reason);
    expect(await failure(answer)).toBe(reason);
    await expect(engine.sniff("goes on.csv", {})).resolves.toMatchObject({ path: "goes on.csv" });
  });

  test("before the request sends nothing", async () => {
    const signal = AbortSignal.abort(new Error("too late"));
    expect(await failure(shared.extract(request(orders, "wait", signal)))).toBe(signal.reason);
  });

  test("that the thread does not hear of ends the thread", async () => {
    const abort = new AbortController();
    const engine = odd({ noticeMs: 100 });
    const stuck = engine.extract(request(orders, "loop", abort.signal));
    await new Promise((resolve) => setTimeout(resolve, 500));
    const bystander = engine.sniff("a.csv", {});
    abort.abort(new Error("Ctrl-C"));
    const [error, other] = await Promise.all([failure(stuck), failure(bystander)]);
    expect(error.message).toBe("Ctrl-C");
    expect(other).toMatchObject({ class: "transient", code: "engine.died" });
    expect(other.why).toContain("did not come back");
    await expect(engine.sniff("again.csv", {})).resolves.toMatchObject({ path: "again.csv" });
  });
});

describe("what the pipeline's code does beside its work", () => {
  test("process.exit is an error of the request that called it", async () => {
    const engine = shared;
    expect(await failure(engine.sniff("exit.csv", {}))).toMatchObject({
      class: "permanent",
      code: "pipeline.exit",
      message: "the pipeline's code calls process.exit(3)",
    });
    await expect(engine.sniff("again.csv", {})).resolves.toMatchObject({ path: "again.csv" });
  });

  test.each([
    [
      "stray.csv",
      "a promise was rejected that nobody caught in the pipeline's code: Error: nobody waits for me",
    ],
    ["timer.csv", "an error was thrown that nobody caught in the pipeline's code: Error: from a timer"],
  ])("%s fails all that is running", async (path, message) => {
    const engine = odd();
    const waiting = failure(engine.extract(request(orders, "wait")));
    const error = await failure(engine.sniff(path, {}));
    expect(error).toMatchObject({ class: "permanent", code: "pipeline.unhandled", message });
    expect(error.where).toContain("odd-engine.ts");
    expect(await waiting).toMatchObject({ code: "pipeline.unhandled" });
    await expect(engine.sniff("again.csv", {})).resolves.toMatchObject({ path: "again.csv" });
  });
});

describe("a thread that dies", () => {
  test("fails what it was doing, and the next request has a new one", async () => {
    const engine = odd();
    const waiting = failure(engine.extract(request(orders, "wait")));
    await engine.sniff("up.csv", {});
    const error = await failure(engine.sniff("die.csv", {}));
    expect(error).toBeInstanceOf(Transient);
    expect(error).toMatchObject({
      code: "engine.died",
      message: "the engine stopped in the middle of its work",
    });
    expect(error.why).toContain("ended its thread with code 4");
    expect(await waiting).toMatchObject({ code: "engine.died" });
    await expect(engine.sniff("again.csv", {})).resolves.toMatchObject({ path: "again.csv" });
  });

  test("of too much memory says which setting to change", async () => {
    const error = await failure(odd({ heapMb: 24 }).sniff("leak.csv", {}));
    expect(error).toMatchObject({ class: "transient", code: "engine.died" });
    expect(error.next).toContain("--max-old-space-size");
  });
});

test("what an author prints goes to stderr", async () => {
  const written: string[] = [];
  const stderr = vi
    .spyOn(process.stderr, "write")
    .mockImplementation((chunk) => written.push(String(chunk)) > 0);
  const stdout = vi.spyOn(process.stdout, "write");
  const engine = odd({ settings: { greeting: "hello", farewell: "printed at the end" } });
  await engine.sniff("print.csv", {});
  await vi.waitFor(() => expect(written.join("")).toContain("printed by the author"));
  expect(stdout.mock.calls.join("")).not.toContain("printed");
  await engine.close();
  await vi.waitFor(() => expect(written.join("")).toContain("printed at the end"));
  stderr.mockRestore();
  stdout.mockRestore();
});

test("a closed engine takes no request, and fails those that wait", async () => {
  const engine = odd();
  const waiting = failure(engine.extract(request(orders, "wait")));
  await engine.sniff("up.csv", {});
  await engine.close();
  expect(await waiting).toMatchObject({ class: "transient", code: "engine.closed" });
  expect(await failure(engine.sniff("a.csv", {}))).toMatchObject({ code: "engine.closed" });
});

import { afterEach, expect, test, vi } from "vitest";
import { listenForInterrupt } from "./interrupt.ts";

afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

test("the first Ctrl-C asks to stop, one right after it is the same, a later one ends the process", () => {
  vi.useFakeTimers();
  const exit = vi.spyOn(process, "exit").mockImplementation(() => undefined as never);
  const first = vi.fn();
  using interrupt = listenForInterrupt(first);
  expect(interrupt.signal.aborted).toBe(false);
  process.emit("SIGINT", "SIGINT");
  process.emit("SIGINT", "SIGINT");
  expect(interrupt.signal.aborted).toBe(true);
  expect(first).toHaveBeenCalledTimes(1);
  expect(exit).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1000);
  process.emit("SIGINT", "SIGINT");
  expect(exit).toHaveBeenCalledExactlyOnceWith(130);
});

test("a process that is asked to end says so with its exit code", () => {
  using interrupt = listenForInterrupt(() => {});
  process.emit("SIGTERM", "SIGTERM");
  expect(interrupt.signal.aborted).toBe(true);
  expect(interrupt.exitCode).toBe(143);
});

test("nobody listens any more afterwards", () => {
  const before = process.listenerCount("SIGINT");
  {
    using _interrupt = listenForInterrupt(() => {});
    expect(process.listenerCount("SIGINT")).toBe(before + 1);
  }
  expect(process.listenerCount("SIGINT")).toBe(before);
});

/** Signals this close together are one: npm and a terminal both pass on what a person pressed once. */
const SAME_MS = 250;
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
const EXIT_CODES = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

export interface Interrupt extends Disposable {
  readonly signal: AbortSignal;
  /** What the process ends with where a signal stopped it. */
  readonly exitCode: number;
}

/** The first Ctrl-C asks the work to stop and calls `onFirst`; the second ends the process. */
export function listenForInterrupt(onFirst: () => void): Interrupt {
  const controller = new AbortController();
  let firstAt = 0;
  let exitCode: number = EXIT_CODES.SIGINT;
  const listener = (signal: NodeJS.Signals) => {
    const known = SIGNALS.find((name) => name === signal) ?? "SIGINT";
    if (controller.signal.aborted) {
      if (Date.now() - firstAt > SAME_MS) process.exit(EXIT_CODES[known]);
      return;
    }
    firstAt = Date.now();
    exitCode = EXIT_CODES[known];
    onFirst();
    controller.abort(new Error(`stopped by ${known}`));
  };
  for (const signal of SIGNALS) process.on(signal, listener);
  return {
    signal: controller.signal,
    get exitCode() {
      return exitCode;
    },
    [Symbol.dispose]() {
      for (const signal of SIGNALS) process.off(signal, listener);
    },
  };
}

import type { Readable } from "node:stream";

/**
 * The pieces of an answer's body. One that stops arriving is an error; who leaves early lets go of the connection. The
 * time that the reader takes between two pieces does not count.
 */
export async function* flow(body: Readable, stallMs: number, signal?: AbortSignal): AsyncGenerator<Buffer> {
  const stop = () => body.destroy(signal?.reason);
  signal?.addEventListener("abort", stop, { once: true });
  const pieces: AsyncIterator<Buffer> = body[Symbol.asyncIterator]();
  try {
    for (;;) {
      const timer = setTimeout(() => body.destroy(stalled(stallMs)), stallMs);
      const { done, value } = await pieces.next().finally(() => clearTimeout(timer));
      if (done) return;
      yield value;
    }
  } finally {
    signal?.removeEventListener("abort", stop);
    body.destroy();
  }
}

/** As the SDK names a call that takes too long. */
const stalled = (ms: number): Error =>
  Object.assign(new Error(`nothing arrived for ${ms} ms`), { name: "TimeoutError", code: "ETIMEDOUT" });

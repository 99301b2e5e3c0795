import { vi } from "vitest";

/** The lines of JSON that the work writes to standard output and standard error. */
export function written(work: () => void): Record<string, unknown>[] {
  const chunks: string[] = [];
  const take = (chunk: string | Uint8Array): boolean => {
    chunks.push(String(chunk));
    return true;
  };
  const out = vi.spyOn(process.stdout, "write").mockImplementation(take);
  const err = vi.spyOn(process.stderr, "write").mockImplementation(take);
  try {
    work();
  } finally {
    out.mockRestore();
    err.mockRestore();
  }
  return chunks
    .join("")
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

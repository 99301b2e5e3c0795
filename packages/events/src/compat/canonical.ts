import { createHash } from "node:crypto";

/** JSON with its keys sorted: equal for equal values, however they were written. Undefined has no text. */
export function canonical(value: unknown): string | undefined {
  return JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === "object" && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

/** `sha256:` and 64 hexadecimal digits of the value's canonical text. */
export const digest = (value: unknown): string =>
  `sha256:${createHash("sha256")
    .update(canonical(value) ?? "")
    .digest("hex")}`;

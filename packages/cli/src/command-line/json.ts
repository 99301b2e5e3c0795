import type { Output } from "./output.ts";

/** Values as JSON carries them: whole numbers that a double cannot hold become text. */
export const toJson = (value: unknown, indent?: number): string => JSON.stringify(value, plain, indent);

export const printJson = (out: Output, value: unknown): void =>
  out.line(toJson(value, out.isTerminal ? 2 : undefined));

const plain = (_key: string, value: unknown): unknown =>
  typeof value === "bigint" ? (Number.isSafeInteger(Number(value)) ? Number(value) : String(value)) : value;

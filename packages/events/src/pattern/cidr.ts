import { InvalidPattern, show } from "./error.ts";
import { type Operator, ofText } from "./matcher.ts";

/** IPv4 has 32 bits, IPv6 has 128. An IPv4 address that is mapped into IPv6 is the IPv4 address. */
interface Address {
  readonly bits: 32 | 128;
  readonly value: bigint;
}

/** The address that a text writes, whichever way it is written, or undefined. */
export function parseAddress(text: string): Address | undefined {
  return text.includes(":") ? parseV6(text) : parseV4(text);
}

export const sameAddress = (a: Address | undefined, b: Address): boolean =>
  a !== undefined && a.bits === b.bits && a.value === b.value;

function parseV4(text: string): Address | undefined {
  if (!/^\d{1,3}(\.\d{1,3}){3}$/.test(text)) return undefined;
  const bytes = text.split(".").map(Number);
  return bytes.every((byte) => byte <= 255) ? { bits: 32, value: joined(bytes, 8n) } : undefined;
}

function parseV6(text: string): Address | undefined {
  const [before = "", after, ...more] = text.split("::");
  if (more.length > 0) return undefined;
  const head = before === "" ? [] : before.split(":");
  const tail = after === undefined || after === "" ? [] : after.split(":");
  const missing = 8 - head.length - tail.length;
  if (after === undefined ? missing !== 0 : missing < 1) return undefined;
  const groups = [...head, ...Array<string>(missing).fill("0"), ...tail];
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return undefined;
  const value = joined(
    groups.map((group) => Number.parseInt(group, 16)),
    16n,
  );
  const mapped = value >> 32n === 0xffffn;
  return mapped ? { bits: 32, value: value & 0xffff_ffffn } : { bits: 128, value };
}

const joined = (parts: readonly number[], width: bigint): bigint =>
  parts.reduce((value, part) => (value << width) | BigInt(part), 0n);

/** An address in a block. AWS refuses a block of one address: /32 of IPv4, /128 of IPv6. */
export const cidr: Operator = (operand, path) => {
  const [text = "", mask = "", ...more] = typeof operand === "string" ? operand.split("/") : [];
  const base = parseAddress(text);
  if (!base || !/^\d{1,3}$/.test(mask) || more.length > 0) {
    throw new InvalidPattern(
      path,
      `\`cidr\` needs an address, a slash and the number of fixed bits, got ${show(operand)}`,
      'write e.g. {"cidr": "10.0.0.0/24"}',
    );
  }
  if (Number(mask) >= base.bits) {
    throw new InvalidPattern(
      path,
      `\`cidr\` takes at most ${base.bits - 1} fixed bits for this address, got ${show(operand)}`,
      `write the address itself, without an operator: ${show(text)}`,
    );
  }
  const free = BigInt(base.bits - Number(mask));
  return {
    test: ofText((value) => {
      const address = parseAddress(value);
      return address?.bits === base.bits && address.value >> free === base.value >> free;
    }),
  };
};

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseAddress } from "./cidr.ts";
import { accepts, refusalOf } from "./testing.ts";

describe("cidr", () => {
  test.each([
    ["10.0.0.0/24", "10.0.0.255", true],
    ["10.0.0.0/24", "10.0.1.0", false],
    ["10.0.0.77/24", "10.0.0.1", true],
    ["10.0.0.0/31", "10.0.0.1", true],
    ["10.0.0.0/31", "10.0.0.2", false],
    ["10.0.0.0/0", "255.255.255.255", true],
    ["10.0.0.0/9", "10.127.255.255", true],
    ["10.0.0.0/9", "10.128.0.0", false],
    ["10.0.0.0/24", "10.0.0", false],
    ["10.0.0.0/24", "10.0.0.256", false],
    ["10.0.0.0/24", "10.0.0.1/24", false],
    ["10.0.0.0/24", "host", false],
    ["10.0.0.0/24", 123, false],
    ["10.0.0.0/24", null, false],
    ["10.0.0.0/24", "::ffff:a00:5", true],
    ["0.0.0.0/0", "::1", false],
    ["::/0", "10.0.0.1", false],
    ["2001:db8:1234:1a00::/64", "2001:0db8:1234:1a00:0000:0000:0000:0000", true],
    ["2001:db8:1234:1a00::/64", "2001:db8:1234:1a00:ffff:ffff:ffff:ffff", true],
    ["2001:db8:1234:1a00::/64", "2001:db8:1234:1a01::", false],
    ["2001:DB8::/32", "2001:db8::1", true],
    ["::/127", "::1", true],
    ["::/127", "::2", false],
    ["fe80::/10", "febf::1", true],
    ["fe80::/10", "fec0::1", false],
  ])("%s of %j: %s", (cidr, value, expected) => expect(accepts([{ cidr }], value)).toBe(expected));

  test.each([
    ["bad-filter"],
    ["10.0.0.0"],
    ["10.0.0.0/"],
    ["10.0.0.0/x"],
    ["10.0.0.0/-1"],
    ["10.0.0.0/24/8"],
    ["xx.11.xx/8"],
    ["256.0.0.0/8"],
    ["10.0.0/8"],
    ["xxxx:db8::/64"],
    ["1::2::3/64"],
    ["1:2:3:4:5:6:7:8:9/64"],
    [""],
    [24],
    [null],
    [["10.0.0.0/24"]],
  ])("refuses %j", (cidr) => {
    const { reason, next } = refusalOf({ cidr });
    expect(reason).toContain("`cidr` needs an address, a slash and the number of fixed bits, got");
    expect(next).toBe('write e.g. {"cidr": "10.0.0.0/24"}');
  });

  test("refuses a block of one address, and says how to write it", () => {
    expect(refusalOf({ cidr: "10.0.0.1/32" }).message).toBe(
      "the event pattern is not valid at field: `cidr` takes at most 31 fixed bits for this address, " +
        'got "10.0.0.1/32"; write the address itself, without an operator: "10.0.0.1"',
    );
    expect(refusalOf({ cidr: "::1/128" }).reason).toContain("at most 127 fixed bits");
    expect(refusalOf({ cidr: "10.0.0.1/33" }).reason).toContain("at most 31 fixed bits");
  });
});

describe("an address as a value", () => {
  test.each([
    ["10.0.0.5", "10.0.0.5", true],
    ["10.0.0.5", "10.0.0.05", true],
    ["10.0.0.5", "10.0.0.6", false],
    ["::1", "0:0:0:0:0:0:0:1", true],
    ["2001:DB8::1", "2001:db8:0::1", true],
    ["::ffff:a00:5", "10.0.0.5", true],
    ["::1", "0.0.0.1", false],
    ["1.2.3.400", "1.2.3.400", true],
    ["12:30:00", "12:30:00", true],
    [":", ":", true],
  ])("%s equals %s: %s", (pattern, value, expected) => expect(accepts([pattern], value)).toBe(expected));

  test("anything-but compares addresses as text", () => {
    expect(accepts([{ "anything-but": "::1" }], "0::1")).toBe(true);
    expect(accepts([{ "anything-but": "::1" }], "::1")).toBe(false);
  });
});

describe("parseAddress", () => {
  test.each([
    ["::", 0n],
    ["1::", 1n << 112n],
    ["::1", 1n],
    ["1:2:3:4:5:6:7::", 0x0001_0002_0003_0004_0005_0006_0007_0000n],
    ["1:2:3:4:5:6:7:8", 0x0001_0002_0003_0004_0005_0006_0007_0008n],
  ])("%s", (text, value) => expect(parseAddress(text)).toEqual({ bits: 128, value }));

  test.each([["1::2:3:4:5:6:7:8"], [":::"], ["1:"], [":1"], ["12345::"], ["g::"], ["1.2.3.4.5"], ["1..2.3"]])(
    "%s is none",
    (text) => expect(parseAddress(text)).toBeUndefined(),
  );

  test("every address is in the blocks around it", () => {
    fc.assert(
      fc.property(fc.ipV4(), fc.integer({ min: 0, max: 31 }), (address, bits) => {
        expect(accepts([{ cidr: `${address}/${bits}` }], address)).toBe(true);
        expect(accepts([address], address)).toBe(true);
      }),
    );
  });
});

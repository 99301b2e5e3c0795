import { testEvent } from "@waybill/core/testing";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { traceHeader } from "./trace.ts";

const hex = (digits: number) => fc.stringMatching(new RegExp(`^[0-9a-f]{${digits}}$`));

describe("traceHeader", () => {
  test("is what X-Ray documents", () => {
    expect(traceHeader("00-5759e988bd862e3fe1be46a994272793-53995c3f42cd8ad8-01")).toBe(
      "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1",
    );
    expect(traceHeader(testEvent().metadata.traceparent)).toMatch(
      /^Root=1-a{8}-a{24};Parent=b{16};Sampled=1$/,
    );
  });

  test("keeps every digit, and whether it is sampled", () =>
    fc.assert(
      fc.property(hex(32), hex(16), hex(2), (trace, parent, flags) => {
        const header = traceHeader(`00-${trace}-${parent}-${flags}`) ?? "";
        expect(header.replace("Root=1-", "").replace("-", "")).toBe(
          `${trace};Parent=${parent};Sampled=${Number.parseInt(flags, 16) % 2}`,
        );
      }),
    ));

  test.each([
    "",
    "00-abc-def-01",
    `00-${"A".repeat(32)}-${"b".repeat(16)}-01`,
    `00-${"a".repeat(32)}-${"b".repeat(16)}`,
  ])("is none of %j", (text) => {
    expect(traceHeader(text)).toBeUndefined();
  });
});

import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { defineEvent } from "../../define.ts";
import { digest } from "../canonical.ts";
import type { Contract } from "../contract.ts";
import { runningContracts } from "../contract.ts";
import { gate } from "../gate.ts";
import type { Fixture } from "../rule.ts";
import { rules } from "./index.ts";

/** What the gate says where the data of version 1 was the one and is the other. */
function findings({ before, after }: Fixture) {
  const [, frozen] = runningContracts([defineEvent("Thing", "A thing.", { 1: before })]) as [
    Contract,
    Contract,
  ];
  const [, running] = runningContracts([defineEvent("Thing", "A thing.", { 1: after })]) as [
    Contract,
    Contract,
  ];
  const digests = { 1: digest(frozen.versions[1]) };
  return gate([{ ...frozen, digests }], [running]).filter(({ rule }) => rule !== "not-frozen");
}

describe.each(rules.map((rule) => [rule.id, rule] as const))("%s", (id, rule) => {
  it("finds what its fixture breaks, and where", () => {
    const found = findings(rule.fixtures.breaks).filter((finding) => finding.rule === id);
    expect(found.length).toBeGreaterThan(0);
    for (const { path, before, after, why } of found) {
      expect(path).toMatch(/^data(\.\w+|\(\w+\))*$/);
      expect(before).not.toBe(after);
      expect(why).toBe(rule.purpose);
    }
  });

  it("is the only one that finds it: no two rules say the same", () => {
    expect(new Set(findings(rule.fixtures.breaks).map((finding) => finding.rule))).toEqual(new Set([id]));
  });

  it("lets its other fixture through, as all rules do", () => {
    expect(findings(rule.fixtures.holds)).toEqual([]);
  });

  it("finds nothing where nothing changed", () => {
    const { before, after } = rule.fixtures.breaks;
    expect(findings({ before, after: before })).toEqual([]);
    expect(findings({ before: after, after })).toEqual([]);
  });

  it("says in one sentence who is hurt", () => {
    expect(rule.purpose).toMatch(/^[A-Z][^.]{20,120}\.$/);
    expect(rule.protects.length).toBeGreaterThan(0);
  });
});

describe("the rules", () => {
  it("are one file each, named by their id, and all on the list", () => {
    const files = readdirSync(import.meta.dirname)
      .filter((name) => !name.includes("test") && name !== "index.ts")
      .map((name) => name.replace(".ts", ""));
    expect(rules.map(({ id }) => id).sort()).toEqual(files.sort());
  });
});

describe("what they say", () => {
  const said = (id: string) => {
    const rule = rules.find((one) => one.id === id);
    return findings((rule as (typeof rules)[number]).fixtures.breaks).map(
      ({ path, before, after }) => `${path}: ${before} -> ${after}`,
    );
  };

  it.each([
    ["property-removed", ["data.note: string -> absent"]],
    ["new-required-property", ["data.ms: absent -> integer, required"]],
    ["property-made-required", ["data.note: optional -> required"]],
    ["property-made-optional", ["data.note: required -> optional"]],
    ["type-changed", ["data.rows: integer -> string"]],
    ["type-widened", ["data.share: integer -> number"]],
    ["enum-value-removed", ['data.mode: "replace" -> not allowed']],
    ["enum-value-added", ['data.mode: not allowed -> "replace"']],
    ["made-nullable", ["data.reason: string -> string | null"]],
    ["made-not-null", ["data.reason: string | null -> string"]],
    ["union-member-removed", ["data: scope=unit -> not allowed"]],
    ["union-member-added", ["data: not allowed -> scope=unit"]],
    ["bounds-tightened", ["data.rows: minimum 0 -> minimum 1", "data.name: no maxLength -> maxLength 100"]],
    ["bounds-loosened", ["data.rows: minimum 1 -> minimum 0", "data.checks: maxItems 10 -> no maxItems"]],
    ["format-changed", ["data.checksum: no pattern -> pattern ^sha256:"]],
    ["default-changed", ["data.tries: default 1 -> default 3"]],
  ])("%s: %j", (id, expected) => {
    expect(said(id)).toEqual(expected);
  });
});

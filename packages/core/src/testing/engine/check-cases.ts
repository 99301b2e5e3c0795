import { expect, test } from "vitest";
import { lookup, rowsSource } from "../plans.ts";
import {
  bounds,
  check,
  code,
  column,
  counted,
  type EngineUnderTest,
  each,
  flight,
  known,
  notNull,
  plan,
  rules,
} from "./fixture.ts";
import { runThrough } from "./run.ts";

export function checkCases(subject: () => EngineUnderTest): void {
  test("rows that fail a check of the source are held back before the first step", async () => {
    const seen: unknown[] = [];
    const step = each(["id", "delay"], [column("late", "boolean")], ({ id, delay }) => {
      seen.push(id);
      return { late: Number(delay) > 15 };
    });
    const { loaded, extracted, held } = await runThrough(
      subject(),
      plan([[flight(1, "ATL", 5), flight(2, "BOS", 2000), flight(null, "JFK", 7)]], {
        sourceRules: rules(notNull, bounds),
        steps: [step],
      }),
    );
    expect(seen).toEqual([1]);
    expect(loaded.map(({ id, late }) => [id, late])).toEqual([[1, false]]);
    expect(extracted[0]?.rows).toEqual({
      read: 3,
      extracted: 1,
      rejected: 0,
      quarantined: 2,
      corrected: 0,
    });
    expect(extracted[0]?.checks.map(({ id, failed, example }) => [id, failed, example])).toEqual([
      ["id.notNull", 1, null],
      ["delay.between", 1, "2000"],
    ]);
    expect(held.map(({ reasons }) => reasons.map(({ message }) => message))).toEqual([
      ["delay is 2000; it must be between -60 and 1440"],
      ["id is missing"],
    ]);
  });

  test("checks of the result: rejects are held back with their reasons, warnings only counted", async () => {
    const late = check("delay", { rule: "between", low: null, high: 60 }, "warn");
    const { loaded, validated, held } = await runThrough(
      subject(),
      plan([[flight(1, "ATL", 5), flight(2, "x ", 2000), flight(3, "JFK", 61)]], {
        resultRules: rules(code, bounds, { ...late, id: "delay.between#2" }),
      }),
    );
    expect(loaded.map(({ id }) => id)).toEqual([1, 3]);
    expect(validated[0]?.rows).toEqual({ got: 3, passed: 2, quarantined: 1, corrected: 0 });
    expect(validated[0]?.checks).toEqual([
      counted(code, 1, "x "),
      counted(bounds, 1, "2000"),
      { ...counted(late, 2, "2000"), id: "delay.between#2" },
    ]);
    expect(held[0]?.row).toMatchObject({ id: 2, delay: 2000, _waybill_partition: 0 });
    expect(held[0]?.reasons).toEqual([
      {
        check: "origin.length",
        rule: "length",
        column: "origin",
        value: "x ",
        message: 'origin is "x "; it must be 3 characters long',
      },
      {
        check: "delay.between",
        rule: "between",
        column: "delay",
        value: "2000",
        message: "delay is 2000; it must be between -60 and 1440",
      },
    ]);
  });

  test("a reference is looked up among the lookup's rows that passed", async () => {
    const airports = rowsSource(
      [column("iata", "text")],
      [[{ iata: "ATL" }, { iata: "Boston" }, { iata: null }]],
    );
    const short = check("iata", { rule: "length", low: 3, high: 3 });
    const { held, loaded } = await runThrough(
      subject(),
      plan([[flight(1, "ATL", 5), flight(2, "Boston", 6), flight(3, null, 7)]], {
        lookups: [{ ...lookup("airports", airports), rules: rules(short) }],
        resultRules: rules(known),
      }),
    );
    expect(loaded.map(({ id }) => id)).toEqual([1, 3]);
    expect(held.flatMap(({ reasons }) => reasons.map(({ message }) => message))).toEqual([
      'origin is "Boston"; airports.iata has no such value',
      'iata is "Boston"; it must be 3 characters long',
    ]);
  });
}

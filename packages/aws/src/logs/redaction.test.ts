import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { redaction } from "./redaction.ts";

const written = (value: unknown, ...secrets: readonly string[]): string => {
  const { add, replacer } = redaction();
  for (const secret of secrets) add(secret);
  return JSON.stringify(value, replacer);
};

describe("redaction", () => {
  test("a known value is written nowhere, however deep and however spelt", () =>
    fc.assert(
      fc.property(
        // Letters that the marker has are left out, so that it cannot spell a secret itself.
        fc.string({
          unit: fc.constantFrom("X", "Y", "7", " ", "/", '"', "\n", "ë", "@"),
          minLength: 4,
          maxLength: 12,
        }),
        fc.string(),
        (secret, around) => {
          const line = written(
            { message: around + secret + around, deep: [{ url: encodeURIComponent(secret) }] },
            secret,
          );
          expect(line).not.toContain(secret);
          expect(line).not.toContain(JSON.stringify(secret).slice(1, -1));
          expect(line).not.toContain(encodeURIComponent(secret));
        },
      ),
    ));

  test("a value that another is a part of is taken out whole", () => {
    expect(written("the key hunter2-long", "hunter2", "hunter2-long")).toBe('"the key [redacted]"');
  });

  test("what is no secret stays as it is", () => {
    const value = {
      run: "01JD",
      rows: 7,
      none: null,
      list: ["a b"],
      url: "s3://bucket/key?versionId=1",
      cost: false,
    };
    expect(written(value)).toBe(JSON.stringify(value));
    expect(written("a cat", "cat")).toBe('"a cat"');
  });

  test.each([
    "password",
    "PGPASSWORD",
    "passwd",
    "clientSecret",
    "access_token",
    "api-key",
    "Authorization",
    "privateKey",
  ])("a field called %s is not written, whatever it holds", (name) => {
    expect(written({ [name]: "x" })).toBe(`{"${name}":"[redacted]"}`);
    expect(written({ deep: { [name]: { a: ["x"] } } })).toBe(`{"deep":{"${name}":"[redacted]"}}`);
    expect(written({ [name]: null })).toBe(`{"${name}":null}`);
  });

  test.each([
    ["postgres://me:hunter2@db:5432/orders", "postgres://me:[redacted]@db:5432/orders"],
    ["at https://:hunter2@host/a and b", "at https://:[redacted]@host/a and b"],
    ["https://host:443/a@b", "https://host:443/a@b"],
    [
      "https://b.s3.amazonaws.com/k?X-Amz-Signature=abc&X-Amz-Security-Token=d%2Fe&x=1",
      "https://b.s3.amazonaws.com/k?X-Amz-Signature=[redacted]&X-Amz-Security-Token=[redacted]&x=1",
    ],
  ])("%s is written as %s", (line, expected) => {
    expect(JSON.parse(written(line))).toBe(expected);
  });

  test("a long line takes no long time", () => {
    const line = "a.b-".repeat(50_000);
    const start = performance.now();
    expect(JSON.parse(written(line))).toBe(line);
    expect(performance.now() - start).toBeLessThan(1000);
  });
});

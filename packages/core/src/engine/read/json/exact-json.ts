/** Parts of JSON that the runtime has and TypeScript's library does not know yet. */
interface ExactJson {
  parse(
    text: string,
    reviver: (key: string, value: unknown, context: { source?: string }) => unknown,
  ): unknown;
  rawJSON(text: string): object;
  isRawJSON(value: unknown): boolean;
}
const exact = JSON as unknown as ExactJson;

/** Like `JSON.parse`, but numbers keep the digits they were written with. `numberText` tells them. */
export const parseExact = (text: string): unknown =>
  exact.parse(text, (_key, value, { source }) =>
    typeof value === "number" && source !== undefined ? exact.rawJSON(source) : value,
  );

/** The digits of a number that `parseExact` read; null where the value is something else. */
export const numberText = (value: unknown): string | null =>
  exact.isRawJSON(value) ? JSON.stringify(value) : null;

export interface Token {
  readonly kind: "string" | "name" | "comment" | "word" | "other";
  readonly text: string;
}

const PIECE =
  /(?<string>'(?:[^'\\]|\\[\s\S]|'')*')|(?<name>"(?:[^"]|"")*")|(?<comment>--[^\n]*|\/\*[\s\S]*?\*\/)|(?<word>[A-Za-z_][A-Za-z0-9_]*)|(?<other>[^'"A-Za-z_/-]+|[\s\S])/g;

/** SQL in pieces that, put together again, are the same. */
export const tokensOf = (sql: string): readonly Token[] =>
  [...sql.matchAll(PIECE)].map(({ groups = {} }) => {
    const [kind = "other", text = ""] = Object.entries(groups).find(([, value]) => value !== undefined) ?? [];
    return { kind: kind as Token["kind"], text };
  });

export const sqlOf = (tokens: readonly Token[]): string => tokens.map(({ text }) => text).join("");

/** The SQL with everything but words and signs blanked, at the same places: what patterns may look at. */
export const skeleton = (sql: string): string =>
  tokensOf(sql)
    .map(({ kind, text }) =>
      kind === "word" || kind === "other"
        ? text
        : kind === "comment"
          ? " ".repeat(text.length)
          : "x".repeat(text.length),
    )
    .join("");

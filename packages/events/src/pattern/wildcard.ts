import { InvalidPattern, show } from "./error.ts";

/** The literal texts between the stars: `a*b` is `["a", "b"]`. */
export type Wildcard = readonly string[];

/** `*` stands for any text, `\*` and `\\` for themselves. Throws `InvalidPattern`. */
export function parseWildcard(text: string, path: string): Wildcard {
  const parts = [""];
  for (let i = 0; i < text.length; i++) {
    const char = text[i] ?? "";
    const following = text[i + 1];
    if (char === "*" && following === "*") {
      throw new InvalidPattern(
        path,
        `\`wildcard\` takes no two stars in a row, got ${show(text)}`,
        `write ${show({ wildcard: text.replace(/\*{2,}/g, "*") })}`,
      );
    }
    if (char === "\\" && following !== "*" && following !== "\\") {
      throw new InvalidPattern(
        path,
        `a backslash in \`wildcard\` stands before a star or a backslash only, got ${show(text)}`,
        `double it: ${show({ wildcard: text.replace(/\\(?![*\\])/g, "\\\\") })}`,
      );
    }
    if (char === "*") parts.push("");
    else parts.push((parts.pop() ?? "") + (char === "\\" ? following : char));
    if (char === "\\") i++;
  }
  return parts;
}

/** Takes time in proportion to the text: each part is looked for once, behind the one before it. */
export function matchesWildcard(parts: Wildcard, text: string): boolean {
  const first = parts[0] ?? "";
  if (parts.length === 1) return text === first;
  const last = parts.at(-1) ?? "";
  const end = text.length - last.length;
  if (end < first.length || !text.startsWith(first) || !text.endsWith(last)) return false;
  let from = first.length;
  for (const part of parts.slice(1, -1)) {
    const at = text.indexOf(part, from);
    if (at < 0) return false;
    from = at + part.length;
  }
  return from <= end;
}

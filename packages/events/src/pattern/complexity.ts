import type { Matcher } from "./matcher.ts";
import type { Wildcard } from "./wildcard.ts";

/** A beginning of a wildcard, with the quote. It goes on with a character, or a star: any text keeps that. */
interface Beginning {
  readonly isStar: boolean;
  readonly next: Map<string, Beginning>;
  star?: Beginning;
}

interface Branch {
  readonly root: Beginning;
  readonly stars: readonly Beginning[];
  /** The text before the first star. */
  readonly head: string;
  /** The texts behind a star. */
  readonly parts: readonly string[];
}

/**
 * The most beginnings of these wildcards that a single text can match, as EventBridge counts them, or one
 * above `enough` where it is more. It is reached on the way to a first star, or with all stars of a head alive.
 */
export function complexity(matchers: readonly Matcher[], enough: number): number {
  const branches = matchers.flatMap(({ wildcards }) => plant(wildcards ?? []));
  const roots = new Set(branches.map(({ root }) => root));
  let most = 0;
  for (const head of new Set(branches.map((branch) => branch.head))) {
    const together = branches.filter((branch) => branch.stars.length > 0 && head.startsWith(branch.head));
    const stars = new Set(together.flatMap((branch) => branch.stars));
    most = Math.max(most, stars.size, mostAlive(roots, head));
    for (const part of new Set(together.flatMap(({ parts }) => parts))) {
      if (most > enough) return enough + 1;
      most = Math.max(most, mostAlive(stars, part));
    }
  }
  return most;
}

/** The wildcards of one matcher share the beginnings that are the same, and their end. */
function plant(wildcards: readonly Wildcard[]): Branch[] {
  const root = beginning();
  const end = beginning();
  return wildcards.map((wildcard) => {
    const [head = "", ...parts] = quoted(wildcard);
    let at = grow(root, head, parts.length === 0 ? end : undefined);
    const stars = parts.map((part, i) => {
      at.star ??= beginning(true);
      const { star } = at;
      at = grow(star, part, i === parts.length - 1 ? end : undefined);
      return star;
    });
    return { root, stars, head, parts };
  });
}

const beginning = (isStar = false): Beginning => ({ isStar, next: new Map() });

const quoted = (wildcard: Wildcard): Wildcard => {
  const [first = "", ...rest] = wildcard;
  return [`"${first}`, ...rest].map((part, i) => (i === wildcard.length - 1 ? `${part}"` : part));
};

function grow(from: Beginning, text: string, end: Beginning | undefined): Beginning {
  let at = from;
  const chars = [...text];
  for (const [i, char] of chars.entries()) {
    const following = at.next.get(char) ?? (i === chars.length - 1 && end ? end : beginning());
    at.next.set(char, following);
    at = following;
  }
  return at;
}

function mostAlive(start: ReadonlySet<Beginning>, text: string): number {
  let alive = start;
  let most = 0;
  for (const char of text) {
    alive = step(alive, char);
    most = Math.max(most, alive.size);
  }
  return most;
}

function step(alive: ReadonlySet<Beginning>, char: string): ReadonlySet<Beginning> {
  const after = new Set<Beginning>();
  for (const at of alive) {
    if (at.isStar) after.add(at);
    const following = at.next.get(char);
    if (following) after.add(following);
    if (following?.star) after.add(following.star);
  }
  return after;
}

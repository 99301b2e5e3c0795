/** The keys of a JSON object in the order of its text, also those that `JSON.parse` would let win over each other. */
export function topLevelKeys(object: string): string[] {
  const keys: string[] = [];
  let depth = 0;
  let expectsKey = false;
  for (const [token] of object.matchAll(TOKEN)) {
    if (token === "{" || token === "[") {
      depth++;
      expectsKey = depth === 1;
    } else if (token === "}" || token === "]") {
      depth--;
    } else if (token === ",") {
      expectsKey = depth === 1;
    } else if (expectsKey) {
      keys.push(JSON.parse(token) as string);
      expectsKey = false;
    }
  }
  return keys;
}

const TOKEN = /[{}[\],]|"(?:[^"\\]|\\.)*"/g;

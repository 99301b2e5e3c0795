/** As a signature of AWS has it: all but letters, digits and -._~ */
export const escaped = (text: string): string =>
  encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );

/** `a=1&b=2`. What is undefined is left out. */
export const queryOf = (fields: Readonly<Record<string, string | number | undefined>>): string =>
  Object.entries(fields)
    .flatMap(([name, value]) => (value === undefined ? [] : [`${escaped(name)}=${escaped(String(value))}`]))
    .join("&");

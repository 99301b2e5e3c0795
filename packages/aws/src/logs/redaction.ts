/** Keeps secrets out of what is written: by the name of a field, by known values, by the form of a text. */
export interface Redaction {
  /** From now on this value is never written. One too short to be a secret is not looked for. */
  add(value: string): void;
  /** For `JSON.stringify`. */
  readonly replacer: (key: string, value: unknown) => unknown;
}

const REDACTED = "[redacted]";

/** Fields whose value is never written, in any spelling: `PGPASSWORD`, `api-key`, `accessToken`. */
const NAMES =
  /passw(or)?d|passphrase|secret|token|authorization|cookie|credential|(api|private|access|signing)[-_]?key/i;

/** Shorter ones would take words out of every line. */
const SHORTEST = 4;

const FORMS: readonly (readonly [form: RegExp, instead: string])[] = [
  // The password in a URL: postgres://user:password@host
  [/(\b[a-z][a-z0-9+.-]{0,20}:\/\/[^\s:/@]{0,100}:)[^\s/@]+@/gi, `$1${REDACTED}@`],
  // What makes a signed URL of AWS usable by whoever reads it.
  [/([?&]X-Amz-(?:Signature|Security-Token|Credential)=)[^&\s"]+/gi, `$1${REDACTED}`],
];

export function redaction(): Redaction {
  const values = new Set<string>();
  const hide = (text: string): string => {
    // The longest first: one secret may be a part of another.
    const known = [...values].sort((a, b) => b.length - a.length);
    const hidden = known.reduce((line, value) => line.replaceAll(value, REDACTED), text);
    return FORMS.reduce((line, [form, instead]) => line.replaceAll(form, instead), hidden);
  };
  return {
    add(value) {
      if (value.length < SHORTEST) return;
      for (const spelling of spellingsOf(value)) values.add(spelling);
    },
    replacer: (key, value) => {
      if (NAMES.test(key) && value !== null && value !== undefined) return REDACTED;
      return typeof value === "string" ? hide(value) : value;
    },
  };
}

/** As it is, in a URL, and in JSON. */
const spellingsOf = (value: string): readonly string[] => [
  value,
  encodeURIComponent(value.toWellFormed()),
  JSON.stringify(value).slice(1, -1),
];

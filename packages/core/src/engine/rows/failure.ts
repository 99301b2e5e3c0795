const LONGEST = 1000;

/** What an exception says, whatever was thrown: `TypeError: x is not a function`. Never throws. */
export function messageOf(thrown: unknown): string {
  try {
    const text = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : `thrown: ${shown(thrown)}`;
    return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  } catch {
    return "thrown: a value that cannot be shown";
  }
}

function shown(thrown: unknown): string {
  if (typeof thrown !== "object" || thrown === null) return String(thrown);
  try {
    return JSON.stringify(thrown);
  } catch {
    return Object.prototype.toString.call(thrown);
  }
}

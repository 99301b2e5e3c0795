/** `1%`, `0.5%`. */
export type Percent = `${number}%`;

/** `50%` as 0.5; null for what is no percentage. */
export function shareOf(text: string): number | null {
  const [, amount] = /^(\d+(?:\.\d+)?)%$/.exec(text) ?? [];
  return amount === undefined ? null : Number(amount) / 100;
}

/** Of `width` cells: `━━━━━━╸─────`. */
export function bar(share: number, width: number): { readonly done: string; readonly rest: string } {
  const halves = Math.round(Math.min(1, Math.max(0, share)) * width * 2);
  const done = "━".repeat(Math.floor(halves / 2)) + (halves % 2 === 1 ? "╸" : "");
  return { done, rest: "─".repeat(width - done.length) };
}

const SPINNER = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"] as const;

/** The picture of something at work, by the number of the frame. */
export const spinner = (frame: number): string => SPINNER[frame % SPINNER.length] ?? SPINNER[0];

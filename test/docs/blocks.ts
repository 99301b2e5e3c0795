/** A fenced block of a guide. */
export interface Block {
  /** `ts`, `console`. */
  readonly language: string;
  /** What stands behind the language: a file's name, or nothing. */
  readonly name: string;
  readonly text: string;
  /** Of the fence, from 1. */
  readonly line: number;
}

export function blocksOf(guide: string): readonly Block[] {
  const lines = guide.split("\n");
  const blocks: Block[] = [];
  for (let i = 0; i < lines.length; i++) {
    const [, language, name = ""] = /^```(\w+)(?: (.+))?$/.exec(lines[i] ?? "") ?? [];
    if (language === undefined && lines[i] !== "```") continue;
    const end = lines.indexOf("```", i + 1);
    if (end < 0) throw new Error(`a block that begins in line ${i + 1} has no end`);
    if (language !== undefined) {
      blocks.push({ language, name, text: `${lines.slice(i + 1, end).join("\n")}\n`, line: i + 1 });
    }
    i = end;
  }
  return blocks;
}

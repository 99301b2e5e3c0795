import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** Links of a guide, to files of this repository and headings in them, that lead nowhere. */
export function brokenLinks(root: string, guide: string): readonly string[] {
  const text = readFileSync(join(root, guide), "utf8").replaceAll(/^```[\s\S]*?^```/gm, "");
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, link = ""]) => {
    if (/^https?:/.test(link)) return [];
    const [path = "", heading] = link.split("#");
    const target = path === "" ? join(root, guide) : join(root, dirname(guide), path);
    if (!existsSync(target)) return [link];
    return heading === undefined || anchorsIn(target).includes(heading) ? [] : [link];
  });
}

/** As GitHub names them. */
const anchorsIn = (path: string): string[] =>
  [...readFileSync(path, "utf8").matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
      .replaceAll(" ", "-"),
  );

import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

export interface Folder extends Disposable {
  readonly path: string;
  /** The absolute path of something in it. */
  at(name: string): string;
  write(name: string, content: string | Uint8Array): string;
}

/** A folder of a test's own. It is gone when the test is over. */
export function folder(): Folder {
  const path = realpathSync(mkdtempSync(join(tmpdir(), "waybill-acceptance-")));
  return {
    path,
    at: (name) => join(path, name),
    write(name, content) {
      const target = join(path, name);
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, content);
      return target;
    },
    [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }),
  };
}

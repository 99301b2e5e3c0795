import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { rejectionOf } from "../testing/error-of.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { environmentSecrets } from "./environment.ts";

describe("environmentSecrets", () => {
  test("come from the environment, then from .env, as it is now", async () => {
    using folder = temporaryFolder();
    const secrets = environmentSecrets({ folder: folder.path, environment: { A: "from the environment" } });
    expect(await secrets.get("A")).toBe("from the environment");
    await writeFile(
      join(folder.path, ".env"),
      `A=from the file\nB="two words" # a comment\nexport C='it''s'\n`,
    );
    expect(await secrets.get("A")).toBe("from the environment");
    expect(await secrets.get("B")).toBe("two words");
    await writeFile(join(folder.path, ".env"), "B=another\n");
    expect(await secrets.get("B")).toBe("another");
  });

  test("the process's own environment is the default", async () => {
    using folder = temporaryFolder();
    expect(await environmentSecrets({ folder: folder.path }).get("PATH")).toBe(process.env.PATH);
  });

  test("a missing one says where it should be and what to type, and tells no other secret", async () => {
    using folder = temporaryFolder();
    await writeFile(join(folder.path, ".env"), "OTHER=hunter2\n");
    const error = await rejectionOf(
      environmentSecrets({ folder: folder.path, environment: {} }).get("PGPASSWORD"),
    );
    expect(error).toMatchObject({
      class: "usage",
      code: "secret.missing",
      message: "the secret PGPASSWORD is not set",
    });
    expect(error.next).toContain("export PGPASSWORD=");
    expect(error.where).toContain(join(folder.path, ".env"));
    expect(JSON.stringify(error)).not.toContain("hunter2");
  });

  test("an empty one is not taken for a secret", async () => {
    using folder = temporaryFolder();
    await writeFile(join(folder.path, ".env"), "TOKEN=\n");
    const secrets = environmentSecrets({ folder: folder.path, environment: {} });
    expect((await rejectionOf(secrets.get("TOKEN"))).message).toBe("the secret TOKEN is empty");
  });

  test("a .env that cannot be read is named", async () => {
    using folder = temporaryFolder();
    await mkdir(join(folder.path, ".env"));
    const secrets = environmentSecrets({ folder: folder.path, environment: {} });
    expect(await rejectionOf(secrets.get("A"))).toMatchObject({
      class: "usage",
      code: "secret.unreadable",
      where: join(folder.path, ".env"),
    });
  });
});

import { inspect } from "node:util";
import type { Clock } from "@waybill/core";
import { describe, expect, test } from "vitest";
import { fakeAws, ServiceError } from "../bus/testing/fake-aws.ts";
import { secretsManager } from "./secrets-manager.ts";

type Stored = Readonly<Record<string, { readonly SecretString?: string; readonly SecretBinary?: string }>>;

async function subjectOf(stored: Stored) {
  const secrets = new Map(Object.entries(stored));
  const aws = await fakeAws({
    GetSecretValue: ({ SecretId }: { readonly SecretId: string }) => {
      const secret = secrets.get(SecretId);
      if (secret) return { Name: SecretId, ...secret };
      throw new ServiceError("ResourceNotFoundException", "Secrets Manager can't find the specified secret.");
    },
  });
  let now = 0;
  const clock: Clock = { now: () => now, sleep: async () => {} };
  const read: string[] = [];
  return {
    aws,
    read,
    secrets: secretsManager({
      aws: aws.settings,
      prefix: "waybill/prod/",
      onRead: (value) => void read.push(value),
      limits: { answerMs: 150 },
      clock,
    }),
    store: (id: string, value: string) => void secrets.set(id, { SecretString: value }),
    advance: (ms: number) => {
      now += ms;
    },
    [Symbol.asyncDispose]: async () => void (await aws[Symbol.asyncDispose]()),
  };
}

const ID = "waybill/prod/PGPASSWORD";
const HUNTER = { [ID]: { SecretString: "hunter2" } };
const errorOf = (work: Promise<unknown>) => work.catch((error: unknown) => error);

describe("secretsManager", () => {
  test("reads a secret once in five minutes, however many ask", async () => {
    await using subject = await subjectOf(HUNTER);
    const values = await Promise.all([1, 2, 3].map(() => subject.secrets.get("PGPASSWORD")));
    expect(values).toEqual(["hunter2", "hunter2", "hunter2"]);
    subject.store(ID, "hunter3");
    subject.advance(5 * 60_000 - 1);
    expect(await subject.secrets.get("PGPASSWORD")).toBe("hunter2");
    subject.advance(1);
    expect(await subject.secrets.get("PGPASSWORD")).toBe("hunter3");
    expect(subject.aws.calls("GetSecretValue")).toBe(2);
    expect(subject.read).toEqual(["hunter2", "hunter3"]);
  });

  test("a missing one says where it should be and what to type, and is looked for again", async () => {
    await using subject = await subjectOf({});
    await expect(subject.secrets.get("PGPASSWORD")).rejects.toMatchObject({
      class: "usage",
      code: "secret.missing",
      message: "the secret PGPASSWORD is not set",
      where: `Secrets Manager, under the name ${ID}`,
      next: expect.stringMatching(
        /npx sst secret set PGPASSWORD .*create-secret --name waybill\/prod\/PGPASSWORD/,
      ),
    });
    subject.store(ID, "hunter2");
    expect(await subject.secrets.get("PGPASSWORD")).toBe("hunter2");
  });

  test("an empty one is not taken for a secret, nor a binary one for a text", async () => {
    await using subject = await subjectOf({
      "waybill/prod/EMPTY": { SecretString: "" },
      "waybill/prod/BINARY": { SecretBinary: "aHVudGVyMg==" },
    });
    await expect(subject.secrets.get("EMPTY")).rejects.toMatchObject({
      code: "secret.missing",
      message: "the secret EMPTY is empty",
    });
    const binary = await errorOf(subject.secrets.get("BINARY"));
    expect(binary).toMatchObject({
      class: "usage",
      code: "secret.binary",
      next: expect.stringContaining("put-secret-value --secret-id waybill/prod/BINARY"),
    });
    expect(inspect(binary, { showHidden: true, depth: 9 })).not.toMatch(/hunter2|aHVudGVyMg/);
  });

  test("no error shows an answer, not even one that cannot be read", async () => {
    await using subject = await subjectOf(HUNTER);
    subject.aws.fail("GetSecretValue", "garbled", "garbled", "garbled");
    const error = await errorOf(subject.secrets.get("PGPASSWORD"));
    expect(error).toMatchObject({ message: expect.stringContaining("cannot read the secret PGPASSWORD") });
    expect(inspect(error, { showHidden: true, depth: 9 })).not.toMatch(/hunter2|tString/);
  });
});

describe.concurrent("secretsManager, when AWS falters", () => {
  test.each(["throttle", "internal", "unavailable", "hang", "reset", "lost"] as const)(
    "%s once",
    async (fault) => {
      await using subject = await subjectOf(HUNTER);
      subject.aws.fail("GetSecretValue", fault);
      expect(await subject.secrets.get("PGPASSWORD")).toBe("hunter2");
    },
  );

  test("for good: it may pass, and nothing of it is kept", async () => {
    await using subject = await subjectOf(HUNTER);
    subject.aws.fail("GetSecretValue", "unavailable", "hang", "reset");
    await expect(subject.secrets.get("PGPASSWORD")).rejects.toMatchObject({
      class: "transient",
      code: "secret.unavailable",
      message: "cannot read the secret PGPASSWORD just now",
    });
    expect(await subject.secrets.get("PGPASSWORD")).toBe("hunter2");
  });

  test("a denial is final, and says what AWS says", async () => {
    await using subject = await subjectOf(HUNTER);
    subject.aws.fail("GetSecretValue", "denied");
    await expect(subject.secrets.get("PGPASSWORD")).rejects.toMatchObject({
      class: "permanent",
      code: "aws.denied",
      why: "AccessDeniedException: injected: AccessDeniedException (request request-1)",
    });
  });
});

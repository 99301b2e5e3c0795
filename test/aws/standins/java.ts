import { tryRun } from "./command.ts";

const LEAST = 17;

/** Why the stand-ins in Java cannot be used here. */
export async function withoutJava(): Promise<string | undefined> {
  const [java, javac, maven] = await Promise.all([
    tryRun("java", "-version"),
    tryRun("javac", "-version"),
    tryRun("mvn", "--version"),
  ]);
  const missing = [
    ...(versionIn(java) < LEAST ? [`Java >= ${LEAST}`] : []),
    ...(versionIn(javac) < LEAST ? [`its javac`] : []),
    ...(maven === undefined ? ["Maven"] : []),
  ];
  if (missing.length === 0) return undefined;
  return `there is no ${missing.join(", no ")} here (apt install openjdk-17-jdk-headless maven)`;
}

/** The 17 of `openjdk version "17.0.15" 2025-04-15` or of `javac 17.0.15`; 0 where there is none. */
export const versionIn = (said: string | undefined): number =>
  Number(said?.match(/\b(?:version "|javac )(\d+)/)?.[1] ?? 0);

import { Usage } from "@waybill/core";
import type { Subscriber } from "@waybill/events";
import { importIndex } from "./import-index.ts";
import { findProject } from "./project.ts";

export interface NamedSubscriber {
  readonly name: string;
  readonly subscriber: Subscriber;
}

/** What `subscribers/index.ts` lists, by name; nothing where there is no such file. */
export async function listSubscribers(cwd: string): Promise<readonly NamedSubscriber[]> {
  const index = findProject(cwd)?.subscribersIndex;
  if (!index) return [];
  const listed = await importIndex(index);
  if (typeof listed !== "object" || listed === null || Array.isArray(listed)) throw notAList(index, "it");
  return Object.entries(listed).map(([name, subscriber]) => {
    if (!isSubscriber(subscriber)) throw notAList(index, name);
    return { name, subscriber };
  });
}

const isSubscriber = (value: unknown): value is Subscriber =>
  typeof value === "object" && value !== null && "pattern" in value && "handle" in value;

const notAList = (index: string, what: string): Usage =>
  new Usage("index.not-a-list", `the list of subscribers is not right: ${what} is no subscriber`, {
    where: index,
    why: "it names each subscriber, and the name is that of its queue",
    next: "write: export default { announce }, with announce = subscriber({ on: Loaded }, …)",
  });

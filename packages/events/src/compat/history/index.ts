import { frozenFileEdited } from "./frozen-file-edited.ts";
import type { HistoryRule } from "./rule.ts";
import { versionDeleted } from "./version-deleted.ts";

export { notFrozen } from "./not-frozen.ts";
export type { HistoryRule } from "./rule.ts";

/** Every rule about the versions of an event that nothing but a person can put right. */
export const historyRules: readonly HistoryRule[] = [frozenFileEdited, versionDeleted];

import { bucketLinksHaveKey } from "./links.ts";
import type { Settings } from "./settings/types.ts";
import { keptBucket } from "./storage/bucket.ts";
import { dataKey } from "./storage/key.ts";
import { expires, incompleteUploads, oldVersions, tiers } from "./storage/lifecycle.ts";

export type Storage = ReturnType<typeof storage>;

/** Source files, artifacts, and rows that were held back; all encrypted with one key of the customer's. */
export function storage(settings: Settings) {
  const { raw, processed, oldVersionDays, incompleteUploadDays } = settings.storage;
  const key = dataKey(settings);
  bucketLinksHaveKey(key);
  const always = [oldVersions(oldVersionDays), incompleteUploads(incompleteUploadDays)];
  const kept = [
    tiers("tier", processed.afterDays, processed.tier),
    expires("expire", processed.expireAfterDays),
    ...always,
  ];
  return {
    key,
    raw: keptBucket("Raw", key, [
      tiers("glacier", raw.glacierAfterDays, "glacier"),
      expires("expire", raw.expireAfterDays),
      ...always,
    ]),
    staging: keptBucket("Staging", key, kept),
    quarantine: keptBucket("Quarantine", key, kept),
  };
}

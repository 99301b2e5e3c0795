export type LifecycleRule = Readonly<
  { id: string; status: "Enabled" } & Omit<
    Extract<aws.types.input.s3.BucketLifecycleConfigurationRule, object>,
    "id" | "status"
  >
>;

const CLASSES = {
  glacier: "GLACIER",
  "infrequent-access": "STANDARD_IA",
  "intelligent-tiering": "INTELLIGENT_TIERING",
} as const;

const everything = { status: "Enabled", filter: { prefix: "" } } as const;

/** To a cheaper class. Glacier: hours until an object can be read again. */
export const tiers = (id: string, days: number, to: keyof typeof CLASSES): LifecycleRule => ({
  id,
  ...everything,
  transitions: [{ days, storageClass: CLASSES[to] }],
});

export const expires = (id: string, days: number): LifecycleRule => ({
  id,
  ...everything,
  expiration: { days },
});

export const oldVersions = (days: number): LifecycleRule => ({
  id: "old-versions",
  ...everything,
  noncurrentVersionExpiration: { noncurrentDays: days },
});

export const incompleteUploads = (days: number): LifecycleRule => ({
  id: "incomplete-uploads",
  ...everything,
  abortIncompleteMultipartUpload: { daysAfterInitiation: days },
});

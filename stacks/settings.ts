import type { Settings } from "./settings/types.ts";

/**
 * Every number of a deployment, with its default. A stage changes what it needs to in `settings/stages.ts`; what must
 * not be in the repository (addresses, account ids) comes from the JSON file that WAYBILL_SETTINGS names.
 */
export const defaults: Settings = {
  pipelines: {},
  tenants: [],

  network: {
    // Redshift Serverless asks for subnets in three zones.
    zones: 3,
    // An interface endpoint costs some 7 USD a month and zone; functions of the third zone use the other two's.
    endpointZones: 2,
    // None: nothing in the VPC reaches the Internet. "managed" is some 35 USD a month and zone, "ec2" some 3.
    nat: "none",
  },

  functions: {
    // Megabytes. A subscription says what it needs where it is not listed here. CPU grows with memory: 1,769 is a core.
    memory: {
      // With half of it, reading JSON runs out of memory: the engine keeps room for two of the longest lines.
      extract: 1024,
      transform: 1024,
      validate: 256,
      load: 512,
      "load-completed": 256,
      "file-arrival": 256,
      schedule: 256,
      sweep: 1024,
      api: 512,
    },
    // Megabytes of /tmp, 512 to 10,240: a partition, its result, and what the engine spills.
    storage: { extract: 4096, transform: 10_240, validate: 4096, plan: 1024, sweep: 4096 },
    // Share of the memory that the engine may take; the rest is for Node and its buffers.
    engineShare: 0.6,
    // Megabytes of memory that Node and the engine's library take before the first row is read.
    engineBaseMb: 128,
    // Deliveries at the same time; 2 is the least that SQS takes.
    concurrency: { plan: 5, extract: 50, transform: 50, validate: 50, load: 5, complete: 10 },
    otherConcurrency: 5,
    // Sets the concurrency aside for each function. A new account has 10 in all and cannot: turn it off there.
    reserve: true,
    // Seconds, where no subscription says it. API Gateway waits for 30.
    timeout: { "load-completed": 60, "file-arrival": 60, schedule: 60, sweep: 900, api: 29 },
    // Bytes that a partition of a large file has at least.
    partitionBytes: 256 * 1024 * 1024,
  },

  queues: {
    // Messages that a function takes at once. One, where a message is minutes of work.
    batch: { plan: 1, extract: 1, transform: 1, validate: 1, load: 1, complete: 5 },
    otherBatch: 10,
    // Receives until a message is a dead letter: at once, and after 2, 4 and 8 seconds.
    maxReceives: 4,
    // Of the function's timeout. AWS advises six.
    visibilityFactor: 6,
    // Days; fourteen is the most that SQS keeps.
    retentionDays: 14,
  },

  rules: {
    // How long EventBridge tries to reach a queue before the event goes to the target's dead letters.
    retryAttempts: 185,
    maxAgeHours: 24,
  },

  bus: { archiveDays: 90 },

  lineage: { retentionDays: 180, deletionProtection: false },

  storage: {
    raw: { glacierAfterDays: 30, expireAfterDays: 365 },
    // "infrequent-access", or "intelligent-tiering" where nobody knows how often artifacts are read again.
    processed: { tier: "infrequent-access", afterDays: 90, expireAfterDays: 180 },
    // Days that a replaced or deleted version can still be brought back.
    oldVersionDays: 30,
    // Days until the parts of an upload that was never finished are thrown away.
    incompleteUploadDays: 3,
    // Days between an order to delete the key and the end of all that it encrypted.
    keyDeletionDays: 30,
  },

  warehouse: {
    kind: "serverless",
    database: "waybill",
    adminUser: "waybill_admin",
    // Redshift processing units. 4 is the least; each is 16 GB of memory, paid by the second of use.
    baseCapacity: 8,
    maxCapacity: 32,
    // RPU hours a day after which a message is sent, or queries are turned off.
    dailyLimit: { rpuHours: 64, action: "log" },
  },

  schedules: { sweepEveryMinutes: 5, retries: 2 },

  api: { burst: 50, requestsPerSecond: 20 },

  logs: { retentionDays: 30 },

  alerts: { emails: [], phones: [], slack: null, onSuccess: false },

  alarms: {
    // Seconds that the oldest message of a queue may have waited.
    oldestMessageSeconds: 1800,
    // Of a function's timeout.
    durationShare: 0.8,
    // Errors of a function within five minutes.
    errors: 1,
  },

  audit: { trail: false, retentionDays: 365 },

  budget: { monthlyUsd: 200, warnAtPercent: [80, 100], activateTags: false },
};

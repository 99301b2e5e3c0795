import type { SomeSettings } from "./types.ts";

/** What a stage has otherwise than the defaults. A stage that is not here has the `personal` ones. */
export const stages: Readonly<Record<string, SomeSettings>> = {
  prod: {
    logs: { retentionDays: 365 },
    lineage: { deletionProtection: true },
    audit: { trail: true },
    budget: { monthlyUsd: 1000 },
  },
};

/** A stage for one person or one branch: small, and gone without a trace when it is removed. */
export const personal: SomeSettings = {
  network: { endpointZones: 1 },
  functions: { reserve: false },
  storage: { keyDeletionDays: 7 },
  bus: { archiveDays: 7 },
  logs: { retentionDays: 7 },
  warehouse: {
    kind: "serverless",
    database: "waybill",
    adminUser: "waybill_admin",
    baseCapacity: 4,
    maxCapacity: 8,
    dailyLimit: { rpuHours: 8, action: "deactivate" },
  },
};

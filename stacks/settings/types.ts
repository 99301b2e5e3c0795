/** `waybill` function names: the stages, and the others in `stacks/README.md`. */
type ByFunction = Readonly<Record<string, number>>;

/** What a deployment can choose. `../settings.ts` says what each number means, and its default. */
export interface Settings {
  /** By the pipeline's name. A pipeline that is not here is run by hand. */
  readonly pipelines: Readonly<Record<string, PipelineSettings>>;
  readonly tenants: readonly Tenant[];
  readonly network: {
    readonly zones: number;
    readonly endpointZones: number;
    readonly nat: "none" | "managed" | "ec2";
  };
  readonly functions: {
    readonly memory: ByFunction;
    readonly storage: ByFunction;
    readonly engineShare: number;
    readonly engineBaseMb: number;
    readonly concurrency: ByFunction;
    readonly otherConcurrency: number;
    readonly reserve: boolean;
    readonly timeout: ByFunction;
    readonly partitionBytes: number;
  };
  readonly queues: {
    readonly batch: ByFunction;
    readonly otherBatch: number;
    readonly maxReceives: number;
    readonly visibilityFactor: number;
    readonly retentionDays: number;
  };
  readonly rules: { readonly retryAttempts: number; readonly maxAgeHours: number };
  readonly bus: { readonly archiveDays: number };
  readonly lineage: { readonly retentionDays: number; readonly deletionProtection: boolean };
  readonly storage: {
    readonly raw: { readonly glacierAfterDays: number; readonly expireAfterDays: number };
    readonly processed: {
      readonly tier: "infrequent-access" | "intelligent-tiering";
      readonly afterDays: number;
      readonly expireAfterDays: number;
    };
    readonly oldVersionDays: number;
    readonly incompleteUploadDays: number;
    readonly keyDeletionDays: number;
  };
  readonly warehouse: ServerlessWarehouse | ClusterWarehouse;
  readonly schedules: { readonly sweepEveryMinutes: number; readonly retries: number };
  readonly api: { readonly burst: number; readonly requestsPerSecond: number };
  readonly logs: { readonly retentionDays: number };
  readonly alerts: {
    readonly emails: readonly string[];
    /** `+491700000000`, for text messages. */
    readonly phones: readonly string[];
    readonly slack: { readonly workspace: string; readonly channel: string } | null;
    /** A note for each run that completed. */
    readonly onSuccess: boolean;
  };
  readonly alarms: {
    readonly oldestMessageSeconds: number;
    readonly durationShare: number;
    readonly errors: number;
  };
  /** `trail`: who read and wrote which object, on the record. */
  readonly audit: { readonly trail: boolean; readonly retentionDays: number };
  readonly budget: {
    readonly monthlyUsd: number;
    readonly warnAtPercent: readonly number[];
    /** Only the account that pays may: makes the cost tags visible in its bill. */
    readonly activateTags: boolean;
  };
}

export interface PipelineSettings {
  /** `cron(0 3 * * ? *)` or `rate(1 hour)`, as EventBridge Scheduler takes it. */
  readonly schedule?: string;
  /** Of the schedule: `Europe/Berlin`. UTC, if not given. */
  readonly timezone?: string;
  /** Objects of the raw bucket whose key begins like this start a run. */
  readonly arrivals?: string;
  /** Where its source is: AWS itself (S3; the default), something private in the VPC, or the Internet. */
  readonly reach?: "aws" | "vpc" | "internet";
  /** Hours without a completed run after which somebody is told. */
  readonly silentAfterHours?: number;
}

/** Another account that may ask for runs, and may be told what came of its own. */
export interface Tenant {
  readonly name: string;
  readonly account: string;
  /** The bus of that account to which its events are forwarded. */
  readonly bus?: string;
}

export interface ServerlessWarehouse {
  readonly kind: "serverless";
  readonly database: string;
  readonly adminUser: string;
  readonly baseCapacity: number;
  readonly maxCapacity: number;
  readonly dailyLimit: { readonly rpuHours: number; readonly action: "log" | "emit-metric" | "deactivate" };
}

/** A cluster that is there already: it is used, and never changed. */
export interface ClusterWarehouse {
  readonly kind: "cluster";
  readonly cluster: string;
  readonly database: string;
  /** Of the secret with the user that loads. */
  readonly secretArn: string;
  /** Of the role that the cluster takes for COPY: it must be attached to the cluster, and may read the staging bucket. */
  readonly copyRoleArn: string;
}

/** Any part of the settings. A list, or a warehouse of another kind, takes the place of the one before. */
export type SomeSettings<T = Settings> = {
  readonly [K in keyof T]?: T[K] extends readonly unknown[] | ServerlessWarehouse | ClusterWarehouse
    ? T[K]
    : T[K] extends object
      ? SomeSettings<T[K]>
      : T[K];
};

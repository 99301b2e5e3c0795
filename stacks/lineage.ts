import { tableShape } from "@waybill/aws/table";
import type { Settings } from "./settings/types.ts";

/** What every run did. Paid by use, restorable to any second of the last 35 days, expired by the date in its items. */
export const lineage = (key: aws.kms.Key, { lineage: { deletionProtection } }: Settings): sst.aws.Dynamo =>
  new sst.aws.Dynamo("Lineage", {
    ...tableShape,
    deletionProtection,
    transform: {
      table: (args) => {
        args.serverSideEncryption = { enabled: true, kmsKeyArn: key.arn };
      },
    },
  });

import type { Network } from "../network.ts";
import { nameOf } from "../parts/names.ts";
import type { ServerlessWarehouse } from "../settings/types.ts";

interface Around {
  readonly network: Network;
  readonly key: aws.kms.Key;
  readonly role: aws.iam.Role;
}

/** Redshift Serverless in the private subnets: paid by the second of use, within a limit a day. */
export function serverless(warehouse: ServerlessWarehouse, { network, key, role }: Around) {
  const namespace = new aws.redshiftserverless.Namespace(
    "WarehouseNamespace",
    {
      namespaceName: nameOf("warehouse"),
      dbName: warehouse.database,
      adminUsername: warehouse.adminUser,
      // AWS makes the password, keeps it in Secrets Manager and changes it every 30 days.
      manageAdminPassword: true,
      kmsKeyId: key.arn,
      iamRoles: [role.arn],
      defaultIamRoleArn: role.arn,
      logExports: ["userlog", "connectionlog", "useractivitylog"],
    },
    { retainOnDelete: $app.removal !== "remove" },
  );
  const workgroup = new aws.redshiftserverless.Workgroup(
    "WarehouseWorkgroup",
    {
      workgroupName: nameOf("warehouse"),
      namespaceName: namespace.namespaceName,
      baseCapacity: warehouse.baseCapacity,
      maxCapacity: warehouse.maxCapacity,
      subnetIds: network.vpc.privateSubnets,
      securityGroupIds: [network.groups.warehouse.id],
      publiclyAccessible: false,
      enhancedVpcRouting: true,
      configParameters: [{ parameterKey: "require_ssl", parameterValue: "true" }],
    },
    { retainOnDelete: $app.removal !== "remove" },
  );
  new aws.redshiftserverless.UsageLimit("WarehouseLimit", {
    resourceArn: workgroup.arn,
    usageType: "serverless-compute",
    period: "daily",
    amount: warehouse.dailyLimit.rpuHours,
    breachAction: warehouse.dailyLimit.action,
  });
  return { namespace, workgroup };
}

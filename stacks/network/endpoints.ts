import { pascal } from "../parts/names.ts";
import { here } from "../parts/policy.ts";
import type { Settings } from "../settings/types.ts";

/** What functions in the VPC call. Logs and metrics leave by Lambda itself. */
const CALLED = ["events", "sqs", "redshift-data", "secretsmanager"] as const;

/** S3 and DynamoDB, free of charge. */
export function gatewayEndpoints(vpc: sst.aws.Vpc): void {
  for (const service of ["s3", "dynamodb"]) {
    new aws.ec2.VpcEndpoint(`${pascal(service)}Endpoint`, {
      vpcId: vpc.id,
      vpcEndpointType: "Gateway",
      serviceName: $interpolate`com.amazonaws.${here().region}.${service}`,
      routeTableIds: vpc.nodes.privateRouteTables.apply((tables) => tables.map((table) => table.id)),
    });
  }
}

/** Paid by the hour and zone: in the first zones alone; functions of the others cross over. */
export function interfaceEndpoints(
  vpc: sst.aws.Vpc,
  group: aws.ec2.SecurityGroup,
  { network }: Settings,
): void {
  for (const service of CALLED) {
    new aws.ec2.VpcEndpoint(`${pascal(service)}Endpoint`, {
      vpcId: vpc.id,
      vpcEndpointType: "Interface",
      serviceName: $interpolate`com.amazonaws.${here().region}.${service}`,
      privateDnsEnabled: true,
      securityGroupIds: [group.id],
      subnetIds: vpc.privateSubnets.apply((subnets) => subnets.slice(0, network.endpointZones)),
    });
  }
}

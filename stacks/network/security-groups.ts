const HTTPS = { protocol: "tcp", fromPort: 443, toPort: 443 } as const;

/** Nobody comes into a function; it goes out by TLS alone. Only functions reach the endpoints. */
export function securityGroups(vpc: sst.aws.Vpc) {
  const functions = new aws.ec2.SecurityGroup("FunctionsSecurityGroup", {
    vpcId: vpc.id,
    description: "Waybill functions: out by TLS, nothing in",
    egress: [{ ...HTTPS, cidrBlocks: ["0.0.0.0/0"], description: "AWS, by endpoints" }],
  });
  const endpoints = new aws.ec2.SecurityGroup("EndpointsSecurityGroup", {
    vpcId: vpc.id,
    description: "Endpoints of AWS services: in from Waybill functions",
    ingress: [{ ...HTTPS, securityGroups: [functions.id], description: "functions" }],
  });
  const warehouse = new aws.ec2.SecurityGroup("WarehouseSecurityGroup", {
    vpcId: vpc.id,
    description: "The warehouse: nothing in (the Data API needs no port), out to S3 by TLS",
    egress: [{ ...HTTPS, cidrBlocks: ["0.0.0.0/0"], description: "S3, by the gateway endpoint" }],
  });
  return { functions, endpoints, warehouse };
}

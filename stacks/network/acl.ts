/** Ports on which answers come back. */
const ANSWERS = { fromPort: 1024, toPort: 65_535 } as const;
const TLS = { fromPort: 443, toPort: 443 } as const;
const ANYWHERE = "0.0.0.0/0";

/**
 * The private subnets let in what is asked for within the VPC and the answers to what was asked outside (S3's addresses
 * are public ones, also by its endpoint); out go TLS and answers.
 */
export function privateAcl(vpc: sst.aws.Vpc): void {
  const within = vpc.nodes.vpc.cidrBlock;
  const allow = (ruleNo: number, cidrBlock: $util.Input<string>, ports: typeof ANSWERS | typeof TLS) => ({
    ruleNo,
    action: "allow",
    protocol: "tcp",
    cidrBlock,
    ...ports,
  });
  new aws.ec2.NetworkAcl("PrivateAcl", {
    vpcId: vpc.id,
    subnetIds: vpc.privateSubnets,
    ingress: [allow(100, within, TLS), allow(110, ANYWHERE, ANSWERS)],
    egress: [allow(100, ANYWHERE, TLS), allow(110, within, ANSWERS)],
  });
}

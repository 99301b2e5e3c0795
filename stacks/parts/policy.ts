type Values = $util.Input<string> | readonly $util.Input<string>[];

export interface Statement {
  readonly Sid: string;
  readonly Effect: "Allow" | "Deny";
  readonly Principal?: "*" | Readonly<Record<string, Values>>;
  readonly Action: string | readonly string[];
  readonly Resource: Values;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, Values>>>>;
}

/** A policy document, as AWS reads it. */
export const policy = (statements: readonly Statement[]): $util.Output<string> =>
  $jsonStringify({ Version: "2012-10-17", Statement: statements });

/** Who may take a role. */
export const takenBy = (service: string, condition?: Statement["Condition"]): $util.Output<string> =>
  $jsonStringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Service: service },
        Action: "sts:AssumeRole",
        ...(condition && { Condition: condition }),
      },
    ],
  });

/** The account and region that is deployed to. */
export const here = () => {
  const account = aws.getCallerIdentityOutput().accountId;
  const region = aws.getRegionOutput().region;
  return { account, region };
};

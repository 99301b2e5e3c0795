type Inputs = Readonly<Record<string, unknown>>;

interface Given {
  readonly sid?: string;
  readonly effect?: string;
  readonly principals?: readonly { readonly type: string; readonly identifiers: readonly string[] }[];
  readonly actions?: readonly string[];
  readonly resources?: readonly string[];
  readonly conditions?: readonly {
    readonly test: string;
    readonly variable: string;
    readonly values: readonly string[];
  }[];
}

/** The policy that the provider would write. */
export function policyDocument(inputs: Inputs): Inputs {
  const Statement = ((inputs.statements ?? []) as readonly Given[]).map(statement);
  return {
    id: "document",
    ...inputs,
    // Left out where there are none, as by the provider: SST's Function looks at that.
    statements: Statement.length > 0 ? inputs.statements : undefined,
    json: JSON.stringify({ Version: "2012-10-17", Statement }),
  };
}

const one = (values: readonly string[]): unknown => (values.length === 1 ? values[0] : values);

const statement = ({ sid, effect, principals, actions, resources, conditions }: Given): Inputs => ({
  ...(sid && { Sid: sid }),
  Effect: effect ?? "Allow",
  ...(principals && {
    Principal: Object.fromEntries(principals.map(({ type, identifiers }) => [type, one(identifiers)])),
  }),
  Action: actions,
  Resource: resources,
  ...(conditions?.length && { Condition: conditionsByTest(conditions) }),
});

function conditionsByTest(conditions: NonNullable<Given["conditions"]>): Inputs {
  const byTest: Record<string, Record<string, unknown>> = {};
  for (const { test, variable, values } of conditions) {
    byTest[test] = { ...byTest[test], [variable]: one(values) };
  }
  return byTest;
}

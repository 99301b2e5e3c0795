import type { createRequire } from "node:module";
import { answer, made } from "./aws-answers.ts";
import type { Resource } from "./graph-file.ts";
import { plain } from "./plain.ts";
import type {
  PulumiMocks,
  PulumiRpc,
  PulumiSettings,
  RegisterRequest,
  RegisterResponse,
} from "./pulumi-types.ts";

export interface Recording {
  readonly project: string;
  readonly stage: string;
  readonly config: Readonly<Record<string, string>>;
  readonly region: string;
  /** A mistake that the real engine would refuse. */
  readonly onError: (error: Error) => void;
}

type Require = ReturnType<typeof createRequire>;

/**
 * Stands where the engine is, and writes down what it is told. The engine's own test doubles hide parents and options,
 * so this one is below them. `load` must find the same copy of the engine's library as the components do.
 */
export async function record(load: Require, recording: Recording): Promise<Resource[]> {
  const { project, stage, config, region } = recording;
  const { MockMonitor, setMocks } = load("@pulumi/pulumi/runtime/mocks") as PulumiMocks;
  const mocks = {
    call: ({ token, inputs }: { token: string; inputs: Resource["props"] }) =>
      answer(token, plain(inputs) as Resource["props"], region),
    newResource: (of: { type: string; name: string; inputs: Resource["props"]; custom?: boolean }) => {
      const { id = `${of.name}-id`, ...rest } = made(
        of.type,
        of.name,
        plain(of.inputs) as Resource["props"],
        region,
      );
      return { id: of.custom === false ? undefined : id, state: { ...of.inputs, ...rest } };
    },
  };
  await setMocks(mocks, project, stage, false, "organization");
  const resources: Resource[] = [];
  const Monitor = recorderOn(MockMonitor, load, resources, recording);
  (load("@pulumi/pulumi/runtime/settings") as PulumiSettings).setMockOptions(
    new Monitor(mocks),
    project,
    stage,
    false,
    "organization",
  );
  // setMockOptions forgets what setMocks had said that the engine can do.
  Object.assign((load("@pulumi/pulumi/runtime/state") as PulumiSettings).getStore(), ENGINE_CAN);
  (load("@pulumi/pulumi/runtime/config") as PulumiSettings).setAllConfig(config);
  return resources;
}

const ENGINE_CAN = {
  supportsSecrets: true,
  supportsResourceReferences: true,
  supportsDeletedWith: true,
  supportsAliasSpecs: true,
  supportsParameterization: true,
  supportsResourceHooks: true,
};

function recorderOn(
  MockMonitor: PulumiMocks["MockMonitor"],
  load: Require,
  resources: Resource[],
  { project, stage, onError }: Recording,
) {
  const { deserializeProperties } = load("@pulumi/pulumi/runtime/rpc") as PulumiRpc;
  const seen = new Set<string>();
  return class Recorder extends MockMonitor {
    /** As the engine names them: with the types of all parents. */
    newUrn(parent: string, type: string, name: string): string {
      const chain = parent.split("::")[2];
      const within = chain === undefined || chain === "pulumi:pulumi:Stack" ? "" : `${chain}$`;
      return `urn:pulumi:${stage}::${project}::${within}${type}::${name}`;
    }

    override async registerResource(
      request: RegisterRequest,
      done: (error: Error | null, response: RegisterResponse) => void,
    ): Promise<void> {
      await super.registerResource(request, (error: Error | null, response: RegisterResponse) => {
        if (!error) this.#note(request, response);
        done(error, response);
      });
    }

    #note(request: RegisterRequest, response: RegisterResponse): void {
      const urn = response.getUrn();
      if (seen.has(urn)) onError(new Error(`two resources are called ${urn}`));
      seen.add(urn);
      const parent = request.getParent();
      resources.push({
        urn,
        type: request.getType(),
        name: request.getName(),
        id: response.getId(),
        ...(parent && { parent }),
        custom: request.getCustom(),
        props: plain(deserializeProperties(request.getObject())) as Resource["props"],
        outputs: plain(deserializeProperties(response.getObject())) as Resource["outputs"],
        protect: request.getProtect(),
        retainOnDelete: request.getRetainondelete(),
      });
    }
  };
}

// The part of the engine's library that the recorder touches. Its own types are not exported for these paths.

export interface RegisterRequest {
  getType(): string;
  getName(): string;
  getParent(): string;
  getCustom(): boolean;
  getObject(): unknown;
  getProtect(): boolean;
  getRetainondelete(): boolean;
}

export interface RegisterResponse {
  getUrn(): string;
  getId(): string;
  getObject(): unknown;
}

interface Monitor {
  registerResource(
    request: RegisterRequest,
    done: (error: Error | null, response: RegisterResponse) => void,
  ): Promise<void>;
}

export interface PulumiMocks {
  readonly MockMonitor: new (mocks: object) => Monitor;
  setMocks(
    mocks: object,
    project: string,
    stack: string,
    preview: boolean,
    organization: string,
  ): Promise<void>;
}

export interface PulumiRpc {
  deserializeProperties(properties: unknown): unknown;
}

export interface PulumiSettings {
  setMockOptions(
    monitor: object,
    project: string,
    stack: string,
    preview: boolean,
    organization: string,
  ): void;
  getStore(): object;
  setAllConfig(config: Readonly<Record<string, string>>): void;
}

export interface PulumiStack {
  runInPulumiStack(program: () => Promise<unknown>): Promise<unknown>;
}

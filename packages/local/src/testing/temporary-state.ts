import { openState, type State, type StateOptions } from "../state/open.ts";
import { temporaryFolder } from "./temporary-folder.ts";

/** An open state in a folder of its own, gone when its scope ends. */
export function temporaryState(options: StateOptions = {}): State {
  const folder = temporaryFolder();
  const state = openState(folder.path, { command: "waybill test", ...options });
  const close = () => {
    state.close();
    folder[Symbol.dispose]();
  };
  return { ...state, close, [Symbol.dispose]: close };
}

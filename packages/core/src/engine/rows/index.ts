export { CallGate, callGate, shareCallGate } from "./gate.ts";
export { ROWS_ERROR, type RowsCall, registerRows } from "./register.ts";

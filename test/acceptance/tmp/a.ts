import * as z from "zod";
type Added<A extends z.ZodRawShape> = z.output<z.ZodObject<A>>;
interface O<N, A> { readonly reads: N; readonly adds: A }
type Row = { id: number; quantity: number };
declare function r1<const N extends readonly (keyof Row)[], A extends z.ZodRawShape>(s: O<N, A>, each: (row: Pick<Row, N[number]>) => NoInfer<Added<A> | readonly Added<A>[] | null>): A;
declare function r2<const N extends readonly (keyof Row)[], A extends z.ZodRawShape>(s: O<N, A>, each: (row: Pick<Row, N[number]>) => Added<NoInfer<A>> | readonly Added<NoInfer<A>>[] | null): A;
declare function r3<const N extends readonly (keyof Row)[], A extends z.ZodRawShape, const T extends Added<A> | readonly Added<A>[] | null>(s: O<N, A>, each: (row: Pick<Row, N[number]>) => T): A;
type Out<A extends z.ZodRawShape> = { [K in keyof A]: z.output<A[K]> };
declare function r4<const N extends readonly (keyof Row)[], A extends z.ZodRawShape>(s: O<N, A>, each: (row: Pick<Row, N[number]>) => Out<A> | readonly Out<A>[] | null): A;
const s = { reads: ["quantity"], adds: { size: z.enum(["small", "large"]) } } as const;
export const a = r1({ reads: ["quantity"], adds: { size: z.enum(["small", "large"]) } }, ({ quantity }) => ({ size: quantity > 10 ? "large" : "small" }));
export const b = r2({ reads: ["quantity"], adds: { size: z.enum(["small", "large"]) } }, ({ quantity }) => ({ size: quantity > 10 ? "large" : "small" }));
export const c = r3({ reads: ["quantity"], adds: { size: z.enum(["small", "large"]) } }, ({ quantity }) => ({ size: quantity > 10 ? "large" : "small" }));
export const d = r4({ reads: ["quantity"], adds: { size: z.enum(["small", "large"]) } }, ({ quantity }) => ({ size: quantity > 10 ? "large" : "small" }));
export const e = r4({ reads: ["quantity"], adds: { size: z.enum(["small", "large"]) } }, ({ quantity }) => { if (quantity > 10) return null; return { size: "small" }; });

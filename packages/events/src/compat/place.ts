import type { Member, Shape } from "./shape.ts";

/** One place of an event, as it was frozen and as it is now. */
export interface Place {
  /** `data.rows.inserted`, `data.checks[].rule`, `data.stages.*`, `data(scope=run).units`. */
  readonly path: string;
  readonly before: Shape;
  readonly after: Shape;
  /** The members that both sides have. */
  readonly pairs: readonly MemberPair[];
  readonly removed: readonly Member[];
  readonly added: readonly Member[];
}

export interface MemberPair {
  readonly path: string;
  readonly before: Member;
  readonly after: Member;
}

/** Every place that both sides have, the outermost first. */
export function* places(before: Shape, after: Shape, path: string): Generator<Place> {
  const place = pairUp(before, after, path);
  yield place;
  for (const pair of place.pairs) {
    for (const [name, shape] of Object.entries(pair.before.properties)) {
      const now = pair.after.properties[name];
      if (now) yield* places(shape, now, `${pair.path}.${name}`);
    }
    if (pair.before.items && pair.after.items) {
      yield* places(pair.before.items, pair.after.items, `${pair.path}[]`);
    }
    if (pair.before.entries && pair.after.entries) {
      yield* places(pair.before.entries, pair.after.entries, `${pair.path}.*`);
    }
  }
}

function pairUp(before: Shape, after: Shape, path: string): Place {
  const [one, now] = [before.members[0], after.members[0]];
  if (one && now && before.members.length === 1 && after.members.length === 1) {
    return { path, before, after, pairs: [{ path, before: one, after: now }], removed: [], added: [] };
  }
  const was = keyed(before.members);
  const is = keyed(after.members);
  const pairs = [...was].flatMap(([key, member]) => {
    const same = is.get(key);
    return same ? [{ path: `${path}(${key})`, before: member, after: same }] : [];
  });
  const missing = (from: Map<string, Member>, others: Map<string, Member>) =>
    [...from].filter(([key]) => !others.has(key)).map(([, member]) => member);
  return { path, before, after, pairs, removed: missing(was, is), added: missing(is, was) };
}

/** Members by what tells them apart: the field with one fixed value (`scope=run`), else the type. */
function keyed(members: readonly Member[]): Map<string, Member> {
  const byKey = new Map<string, Member>();
  for (const member of members) {
    const name = nameOf(member);
    let key = name;
    for (let n = 2; byKey.has(key); n++) key = `${name}#${n}`;
    byKey.set(key, member);
  }
  return byKey;
}

/** What a member is called: `scope=run` for an object that a field tells apart, else its type. */
export function nameOf({ type, properties, required }: Member): string {
  const fixed = Object.entries(properties).flatMap(([field, { members, nullable }]) => {
    const values = members.length === 1 && !nullable ? members[0]?.values : undefined;
    return values?.length === 1 && required.has(field) ? [`${field}=${values[0]}`] : [];
  });
  return fixed.join(",") || type || "anything";
}

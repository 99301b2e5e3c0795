import type { Rule } from "../rule.ts";
import { boundsLoosened } from "./bounds-loosened.ts";
import { boundsTightened } from "./bounds-tightened.ts";
import { defaultChanged } from "./default-changed.ts";
import { enumValueAdded } from "./enum-value-added.ts";
import { enumValueRemoved } from "./enum-value-removed.ts";
import { formatChanged } from "./format-changed.ts";
import { formatDropped } from "./format-dropped.ts";
import { keywordChanged } from "./keyword-changed.ts";
import { madeNotNull } from "./made-not-null.ts";
import { madeNullable } from "./made-nullable.ts";
import { newRequiredProperty } from "./new-required-property.ts";
import { propertyMadeOptional } from "./property-made-optional.ts";
import { propertyMadeRequired } from "./property-made-required.ts";
import { propertyRemoved } from "./property-removed.ts";
import { typeChanged } from "./type-changed.ts";
import { typeWidened } from "./type-widened.ts";
import { unionMemberAdded } from "./union-member-added.ts";
import { unionMemberRemoved } from "./union-member-removed.ts";

/** Every rule about the shape of a published version. */
export const rules: readonly Rule[] = [
  propertyRemoved,
  newRequiredProperty,
  propertyMadeRequired,
  propertyMadeOptional,
  typeChanged,
  typeWidened,
  enumValueRemoved,
  enumValueAdded,
  madeNotNull,
  madeNullable,
  unionMemberRemoved,
  unionMemberAdded,
  boundsTightened,
  boundsLoosened,
  formatChanged,
  formatDropped,
  defaultChanged,
  keywordChanged,
];

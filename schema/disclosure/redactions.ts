import 'reflect-metadata';
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Expert } from '../edition/types.ts';
import { ErasureRequest, Restriction } from '../erasure/types.ts';
import { Redaction, redacted } from '../redaction.ts';
import { redactionsOf } from '../review/own.ts';
import { Review } from '../review/types.ts';
import type { LaurelContext } from '../services.ts';
import { Slate } from '../slate/types.ts';

const description = 'What is withheld here, and why (隐去的栏目).';

/** The guard of personal data adds what it withholds. */
const nothing: Redaction[] = [];

@Resolver(() => Review)
export class ReviewRedactions {
  @FieldResolver(() => [Redaction], { description })
  redactions(@Root() review: Review, @Ctx() context: LaurelContext): Redaction[] {
    return redactionsOf(review, context);
  }
}

@Resolver(() => Expert)
export class ExpertRedactions {
  @FieldResolver(() => [Redaction], { description })
  redactions(): Redaction[] {
    return nothing;
  }
}

@Resolver(() => Slate)
export class SlateRedactions {
  @FieldResolver(() => [Redaction], { description })
  redactions(): Redaction[] {
    return nothing;
  }
}

@Resolver(() => ErasureRequest)
export class ErasureRequestRedactions {
  @FieldResolver(() => [Redaction], { description })
  redactions(@Root() { gone }: ErasureRequest): Redaction[] {
    return redacted(gone, 'ERASED');
  }
}

@Resolver(() => Restriction)
export class RestrictionRedactions {
  @FieldResolver(() => [Redaction], { description })
  redactions(@Root() { gone }: Restriction): Redaction[] {
    return redacted(gone, 'ERASED');
  }
}

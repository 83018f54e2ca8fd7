import 'reflect-metadata';
import { GraphQLInputObjectType, type GraphQLSchema } from 'graphql';
import { buildSchemaSync } from 'type-graphql';
import { EditionMutations } from './edition/mutations.ts';
import { BureauResolver, EditionResolver } from './edition/resolver.ts';
import { RevocationResolver, ViolationReportResolver } from './honor/case-resolvers.ts';
import { HonorCommandsResolver } from './honor/commands.ts';
import { HonorResolver } from './honor/resolver.ts';
import { NodeResolver } from './node/resolver.ts';
import { DossierResolver } from './nomination/dossier-resolver.ts';
import { NominationMutations } from './nomination/mutations.ts';
import { NominationReferenceResolver } from './nomination/reference-resolver.ts';
import { NominationResolver } from './nomination/resolver.ts';
import { NoticeCommandsResolver } from './notice/commands.ts';
import { NoticeNomineeResolver } from './notice/nominee-resolver.ts';
import { ObjectionResolver } from './notice/objection-resolver.ts';
import { NoticeResolver } from './notice/resolver.ts';
import { ProgramResolver } from './program/resolver.ts';
import { ReviewQueueResolver, ReviewResolver } from './review/resolver.ts';
import { ScoreboardResolver } from './review/scoreboard-resolver.ts';
import { QuotaTallyResolver, SeatResolver, SlateResolver } from './slate/resolver.ts';
import { TimelineResolver } from './timeline/resolver.ts';
import { validateInput } from './validation.ts';
import { ViewerResolver } from './viewer/resolver.ts';

/** The whole API, and `more` resolvers for what is only measured. Its SDL is `schema.graphql`, written by `emit.ts`. */
export const createSchema = (more: readonly (new () => object)[] = []): GraphQLSchema =>
  withOneOf(
    buildSchemaSync({
      resolvers: [
        ProgramResolver,
        EditionResolver,
        EditionMutations,
        BureauResolver,
        QuotaTallyResolver,
        SlateResolver,
        SeatResolver,
        NominationResolver,
        NominationReferenceResolver,
        DossierResolver,
        NominationMutations,
        ReviewResolver,
        ReviewQueueResolver,
        ScoreboardResolver,
        NoticeResolver,
        NoticeNomineeResolver,
        NoticeCommandsResolver,
        ObjectionResolver,
        HonorResolver,
        HonorCommandsResolver,
        RevocationResolver,
        ViolationReportResolver,
        TimelineResolver,
        NodeResolver,
        ViewerResolver,
        ...more,
      ],
      validateFn: validateInput,
    }),
  );

/** Inputs of which exactly one field is given. type-graphql has no way to say so yet; graphql-js then checks it. */
const oneOf = ['AsOfInput'];

const withOneOf = (schema: GraphQLSchema): GraphQLSchema => {
  for (const name of oneOf) {
    const type = schema.getType(name);
    if (!(type instanceof GraphQLInputObjectType)) throw new Error(`The schema has no input ${name}.`);
    type.isOneOf = true;
  }
  return schema;
};

import 'reflect-metadata';
import { GraphQLInputObjectType, type GraphQLSchema } from 'graphql';
import { buildSchemaSync } from 'type-graphql';
import { AccessHistoryResolver, PersonalDataReadResolver } from './access-history/resolver.ts';
import { AudienceResolver } from './audience/resolver.ts';
import { CheckpointResolver, EventProofResolver } from './audit/resolver.ts';
import { ChangesResolver } from './changes/resolver.ts';
import { guardPersonalData } from './disclosure/guard.ts';
import {
  ErasureRequestRedactions,
  ExpertRedactions,
  RestrictionRedactions,
  ReviewRedactions,
  SlateRedactions,
} from './disclosure/redactions.ts';
import { EditionMutations } from './edition/mutations.ts';
import { BureauResolver, EditionResolver } from './edition/resolver.ts';
import { EditionSelectionResolver } from './edition/selection-resolver.ts';
import { ErasureResolver } from './erasure/resolver.ts';
import { RevocationResolver, ViolationReportResolver } from './honor/case-resolvers.ts';
import { HonorCommandsResolver } from './honor/commands.ts';
import { HonorResolver } from './honor/resolver.ts';
import { NodeResolver } from './node/resolver.ts';
import { DossierMutations } from './nomination/dossier-mutations.ts';
import { DossierResolver } from './nomination/dossier-resolver.ts';
import { FormWarningsResolver } from './nomination/form-warnings.ts';
import { NominationMutations } from './nomination/mutations.ts';
import { RecordResolver } from './nomination/record-resolver.ts';
import { NominationReferenceResolver } from './nomination/reference-resolver.ts';
import { NominationResolver } from './nomination/resolver.ts';
import { NoticeCommandsResolver } from './notice/commands.ts';
import { NoticeNomineeResolver } from './notice/nominee-resolver.ts';
import { ObjectionResolver } from './notice/objection-resolver.ts';
import { NoticeResolver } from './notice/resolver.ts';
import { DualNominationResolver, NomineeResolver } from './person/resolver.ts';
import { ProgramResolver } from './program/resolver.ts';
import { BarMutations } from './review/bar-mutations.ts';
import { DiagnosisResolver } from './review/diagnosis-resolver.ts';
import { ReviewDueResolver } from './review/due.ts';
import { OutcomeResolver } from './review/outcome-resolver.ts';
import { ConflictingPairResolver, PanelListsResolver, ShortPanelResolver } from './review/panel-lists.ts';
import { PlanResolver } from './review/plan-resolver.ts';
import { ProposalResolver } from './review/proposal-resolver.ts';
import { ReviewQueueResolver, ReviewResolver } from './review/resolver.ts';
import { ScoreboardResolver } from './review/scoreboard-resolver.ts';
import { SlateProcedureResolver } from './slate/procedure-resolver.ts';
import { QuotaTallyResolver, SeatResolver, SlateResolver } from './slate/resolver.ts';
import { EventFactsResolver, TimelineResolver } from './timeline/resolver.ts';
import { DecisionTraceResolver } from './trace/resolver.ts';
import { VisibilityResolver } from './trace/visibility-resolver.ts';
import { validateInput } from './validation.ts';
import { ViewerResolver } from './viewer/resolver.ts';

/** The whole API, and `more` resolvers for what is only measured. Its SDL is `schema.graphql`, written by `emit.ts`. */
export const createSchema = (more: readonly (new () => object)[] = []): GraphQLSchema =>
  guardPersonalData(
    withOneOf(
      buildSchemaSync({
        resolvers: [
          ProgramResolver,
          EditionResolver,
          EditionSelectionResolver,
          EditionMutations,
          BureauResolver,
          QuotaTallyResolver,
          SlateResolver,
          SlateProcedureResolver,
          SeatResolver,
          NominationResolver,
          NominationReferenceResolver,
          DossierResolver,
          NomineeResolver,
          DualNominationResolver,
          RecordResolver,
          FormWarningsResolver,
          NominationMutations,
          DossierMutations,
          ReviewResolver,
          BarMutations,
          PlanResolver,
          ProposalResolver,
          PanelListsResolver,
          ConflictingPairResolver,
          ShortPanelResolver,
          DiagnosisResolver,
          OutcomeResolver,
          ReviewQueueResolver,
          ReviewDueResolver,
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
          EventFactsResolver,
          EventProofResolver,
          CheckpointResolver,
          DecisionTraceResolver,
          VisibilityResolver,
          ChangesResolver,
          AudienceResolver,
          ReviewRedactions,
          ExpertRedactions,
          SlateRedactions,
          ErasureRequestRedactions,
          RestrictionRedactions,
          PersonalDataReadResolver,
          ErasureResolver,
          AccessHistoryResolver,
          NodeResolver,
          ViewerResolver,
          ...more,
        ],
        validateFn: validateInput,
      }),
    ),
  );

/** Inputs of which exactly one field is given. type-graphql has no way to say so yet; graphql-js then checks it. */
const oneOf = ['AsOfInput', 'ChangesOfInput', 'DataOwnerInput', 'HistoryOfInput'];

const withOneOf = (schema: GraphQLSchema): GraphQLSchema => {
  for (const name of oneOf) {
    const type = schema.getType(name);
    if (!(type instanceof GraphQLInputObjectType)) throw new Error(`The schema has no input ${name}.`);
    type.isOneOf = true;
  }
  return schema;
};

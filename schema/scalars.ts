import { GraphQLError, GraphQLScalarType, Kind, type ValueNode, valueFromASTUntyped } from 'graphql';
import { isObject, problemIn } from './json-values.ts';
import { calendarDate, utcInstant, uuid } from './scalar-values.ts';

interface StringScalar {
  readonly name: string;
  readonly description: string;
  /** Says in a message what would have been accepted; the value itself is never repeated. */
  readonly accepted: string;
  readonly specifiedByURL?: string;
  /** The value in its one normal form, or undefined if it is none. */
  readonly normalize: (text: string) => string | undefined;
  /** What an answer looks like: all that is checked on the way out, since the log holds normal forms only. */
  readonly normalForm: RegExp;
}

const stringScalar = ({ name, description, accepted, specifiedByURL, normalize, normalForm }: StringScalar) => {
  const parse = (value: unknown, nodes?: ValueNode): string => {
    const normal = typeof value === 'string' ? normalize(value) : undefined;
    if (normal === undefined) {
      throw new GraphQLError(`${name} takes ${accepted}.`, {
        ...(nodes ? { nodes } : {}),
        extensions: { code: 'BAD_USER_INPUT' },
      });
    }
    return normal;
  };
  return new GraphQLScalarType<string, string>({
    name,
    description,
    specifiedByURL,
    parseValue: (value) => parse(value),
    parseLiteral: (node) => parse(node.kind === Kind.STRING ? node.value : undefined, node),
    serialize: (value) => {
      if (typeof value === 'string' && normalForm.test(value)) return value;
      throw new GraphQLError(`A resolver answered with what is no ${name}.`);
    },
  });
};

/** An instant. In resolvers it is a string as the domain has it: UTC with milliseconds and `Z`. */
export const DateTimeISO = stringScalar({
  name: 'DateTimeISO',
  description:
    'An instant (时刻), ISO 8601. Answers are in UTC with milliseconds, for example 2024-01-25T15:59:59.999Z; arguments may carry another offset.',
  accepted: 'an instant with its offset, for example 2024-01-25T15:59:59.999Z',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc3339',
  normalize: utcInstant,
  normalForm: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/,
});

/** A day of the calendar without a time zone, `YYYY-MM-DD`. */
export const LocalDate = stringScalar({
  name: 'LocalDate',
  description: 'A day (日期) in the time zone of its program, for example 2024-01-25.',
  accepted: 'a day that exists, for example 2024-01-25',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc3339#section-5.6',
  normalize: calendarDate,
  normalForm: /^\d{4}-\d\d-\d\d$/,
});

export const UUID = stringScalar({
  name: 'UUID',
  description: 'A UUID (通用唯一标识), for example 6f1c1b8e-6a52-4a3e-9d3a-0c7f7a4f2b11.',
  accepted: 'a UUID, for example 6f1c1b8e-6a52-4a3e-9d3a-0c7f7a4f2b11',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc9562',
  normalize: uuid,
  normalForm: /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/,
});

const position = /^\d{1,20}(\/\d{1,20})?$/;
export const isPosition = (text: string): boolean => position.test(text);

/** See `comparePositions` of the event log: one or two decimal numbers. */
export const PositionScalar = stringScalar({
  name: 'Position',
  description: 'A place in the event log (日志位置). Opaque: pass it back as it was given.',
  accepted: 'a position as an answer of this API gave it',
  normalize: (text) => (isPosition(text) ? text : undefined),
  normalForm: position,
});

const object = (value: unknown, nodes?: ValueNode): Record<string, unknown> => {
  const problem = isObject(value) ? problemIn(value) : 'JSONObject takes an object.';
  if (problem === undefined) return value as Record<string, unknown>;
  throw new GraphQLError(problem, { ...(nodes ? { nodes } : {}), extensions: { code: 'BAD_USER_INPUT' } });
};

/** The fields of a program's form: which they are, the program definition says, not the schema. */
export const JSONObject = new GraphQLScalarType<Record<string, unknown>, Record<string, unknown>>({
  name: 'JSONObject',
  description: 'A JSON object (键值数据), such as the fields of a registration form by their ids.',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc8259#section-4',
  parseValue: (value) => object(value),
  parseLiteral: (node, variables) => object(valueFromASTUntyped(node, variables), node),
  serialize: (value) => {
    if (isObject(value)) return value;
    throw new GraphQLError('A resolver answered with what is no JSONObject.');
  },
});

/** One answer of a form, of whatever type its field is. */
export const JSONValue = new GraphQLScalarType<unknown, unknown>({
  name: 'JSONValue',
  description: 'Any JSON value (任意值), such as the answer to one field of a form; only ever in answers.',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc8259#section-3',
  serialize: (value) => value,
});

/**
 * JSON Schema (draft 2020-12) in the words of the types. A `Schema<T>` takes in every T, and the compiler sees to it: an object
 * without one of T's fields, a list of words without one of T's, a number where T may be null do not compile.
 */

export type Json = Readonly<Record<string, unknown>>;

/** What values of type T look like in JSON. */
export interface Schema<in T> {
  readonly json: Json;
  /** Never there: it only tells the compiler what the schema takes in. */
  readonly accepts?: (value: T) => void;
}

/** A field that may be left out. */
export interface Optional<in T> {
  readonly optional: Schema<T>;
}

/** One schema for each field, in the order in which they are printed. */
export type Fields<T> = {
  readonly [K in keyof T]-?: object extends Pick<T, K> ? Optional<Exclude<T[K], undefined>> : Schema<T[K]>;
};

export function optional<T>(schema: Schema<T>): Optional<T> {
  return { optional: schema };
}

/** An object that has these fields and no others. */
export function object<T>(description: string, fields: Fields<T>): Schema<T> {
  const properties: Record<string, Json> = {};
  const required: string[] = [];
  for (const [name, field] of Object.entries<Schema<never> | Optional<never>>(fields)) {
    if ('json' in field) required.push(name);
    properties[name] = 'json' in field ? field.json : field.optional.json;
  }
  return { json: { description, type: 'object', properties, required, additionalProperties: false } };
}

/** An object of as many fields as there are words to name them. */
export function record<T>(description: string, values: Schema<T>, names?: readonly string[]) {
  const json = { description, type: 'object', additionalProperties: values.json };
  const schema: Schema<Readonly<Record<string, T>>> = {
    json: names === undefined ? json : { ...json, propertyNames: { enum: names } },
  };
  return schema;
}

/** The bounds of a list's length. */
export interface Bounds {
  minItems?: number;
  maxItems?: number;
}

export function list<T>(description: string, items: Schema<T>, bounds: Bounds = {}): Schema<readonly T[]> {
  return { json: { description, type: 'array', items: items.json, ...bounds } };
}

export function text(description: string): Schema<string> {
  return { json: { description, type: 'string' } };
}

/** One of these words. */
export function words<T extends string>(description: string, all: readonly T[]): Schema<T> {
  return { json: { description, type: 'string', enum: all } };
}

/** Always this word. */
export function constant<T extends string>(description: string, value: T): Schema<T> {
  return { json: { description, type: 'string', const: value } };
}

export function yesOrNo(description: string): Schema<boolean> {
  return { json: { description, type: 'boolean' } };
}

/** A whole number, from 0 unless said otherwise. */
export function integer(description: string, minimum = 0, maximum?: number): Schema<number> {
  return {
    json: { description, type: 'integer', minimum, ...(maximum === undefined ? {} : { maximum }) },
  };
}

/** Any number; its unit stands in the description. */
export function number(description: string): Schema<number> {
  return { json: { description, type: 'number' } };
}

/** A share, from 0 to 1. */
export function share(description: string): Schema<number> {
  return { json: { description: `${description} From 0 to 1.`, type: 'number', minimum: 0, maximum: 1 } };
}

/** A duration. Clocks step back: it may be negative. */
export function seconds(description: string): Schema<number> {
  return number(`${description} In seconds.`);
}

/** A moment, as rows print it. */
export function time(description: string): Schema<string> {
  return {
    json: {
      description: `${description} In epoch seconds with nine decimals; of a capture without dates, in seconds by its own clock.`,
      type: 'string',
      pattern: '^-?\\d+\\.\\d{9}$',
    },
  };
}

/** The same, or null. */
export function orNull<T>({ json }: Schema<T>): Schema<T | null> {
  const { type, enum: all, description } = json;
  if (typeof type !== 'string') return { json: { description, anyOf: [json, { type: 'null' }] } };
  return { json: { ...json, type: [type, 'null'], ...(Array.isArray(all) ? { enum: [...all, null] } : {}) } };
}

/** Either of two. */
export function either<A, B>(description: string, a: Schema<A>, b: Schema<B>): Schema<A | B> {
  return { json: { description, anyOf: [a.json, b.json] } };
}

/** The place that a shared schema stands for, until a document is made. */
class Shared {
  readonly name: string;
  readonly json: Json;

  constructor(name: string, json: Json) {
    this.name = name;
    this.json = json;
  }
}

/** A schema that stands once in a document, under this name, however often it is meant. */
export function shared<T>(name: string, { json }: Schema<T>): Schema<T> {
  return { json: { shared: new Shared(name, json) } };
}

/** A shared schema in a place of which more is to be said. */
export function described<T>(description: string, { json }: Schema<T>): Schema<T> {
  return { json: { ...json, description } };
}

/** The whole document: what is shared moves to `$defs`. */
export function schemaDocument(head: Json, { json }: Schema<never>): Json {
  const definitions: Record<string, Json> = {};
  const body = resolved(json) as Json;
  return Object.keys(definitions).length === 0
    ? { ...head, ...body }
    : { ...head, ...body, $defs: definitions };

  function resolved(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(resolved);
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value).map(([key, inner]) => {
      if (!(inner instanceof Shared)) return [key, resolved(inner)];
      if (!(inner.name in definitions)) {
        definitions[inner.name] = {};
        definitions[inner.name] = resolved(inner.json) as Json;
      }
      return ['$ref', `#/$defs/${inner.name}`];
    });
    return Object.fromEntries(entries);
  }
}

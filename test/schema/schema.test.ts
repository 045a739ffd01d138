import { describe, expect, it } from 'vitest';
import {
  described,
  integer,
  list,
  object,
  optional,
  orNull,
  schemaDocument,
  shared,
  text,
  words,
} from '../../src/schema/schema.js';

interface Named {
  count: number | null;
  name?: string;
}

const named = object<Named>('Something.', {
  count: orNull(integer('How many.')),
  name: optional(text('Its name.')),
});

describe('a schema', () => {
  it('requires fields that the type does not leave out, and allows no others', () => {
    expect(named.json).toEqual({
      description: 'Something.',
      type: 'object',
      properties: {
        count: { description: 'How many.', type: ['integer', 'null'], minimum: 0 },
        name: { description: 'Its name.', type: 'string' },
      },
      required: ['count'],
      additionalProperties: false,
    });
  });

  it('allows null beside words', () => {
    expect(orNull(words('Which.', ['a', 'b'])).json).toEqual({
      description: 'Which.',
      type: ['string', 'null'],
      enum: ['a', 'b', null],
    });
  });

  it('holds what is shared once, and may say more of it in its place', () => {
    const part = shared('part', named);
    const whole = object<{ one: Named; many: Named[]; other: Named | null }>('Parts.', {
      one: described('The first.', part),
      many: list('The others.', part),
      other: orNull(part),
    });
    const document = schemaDocument({ $id: 'urn:parts' }, whole);
    expect(document).toMatchObject({
      $id: 'urn:parts',
      properties: {
        one: { $ref: '#/$defs/part', description: 'The first.' },
        many: { items: { $ref: '#/$defs/part' } },
        other: { anyOf: [{ $ref: '#/$defs/part' }, { type: 'null' }] },
      },
      $defs: { part: named.json },
    });
  });
});

describe('the compiler', () => {
  it('refuses a schema that its type has outgrown', () => {
    // @ts-expect-error: a field is missing.
    object<Named>('', { name: optional(text('')) });
    // @ts-expect-error: it may be null.
    object<Named>('', { count: integer(''), name: optional(text('')) });
    // @ts-expect-error: it may be left out.
    object<Named>('', { count: orNull(integer('')), name: text('') });
    // @ts-expect-error: no such field.
    object<Named>('', { count: orNull(integer('')), name: optional(text('')), more: text('') });
    // @ts-expect-error: a word is missing.
    object<{ side: 'a' | 'b' }>('', { side: words('', ['a']) });
  });
});

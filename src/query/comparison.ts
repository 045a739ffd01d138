import { UsageError } from '../errors.js';
import { queryText } from '../format/messages/en.js';
import {
  CONNECTION_FINDING_CODES,
  ERRNOS,
  OUTCOMES,
  RESET_CAUSES,
  SEVERITIES,
  type Severity,
  STATE_NAMES,
} from '../rows.js';
import type { Clock } from '../sink.js';
import {
  causeNamed,
  errnoNamed,
  FIELD_NAMES,
  type Field,
  findingNamed,
  isWiderFinding,
  outcomeNamed,
  severityNamed,
  stateNamed,
  type Test,
} from './fields.js';
import type { Operator, Value } from './grammar.js';
import { hostTest } from './host-match.js';
import { type Moment, momentNs, parseMoment, type ZoneOffsets } from './moment.js';
import { nearestWord } from './nearest.js';

/** Told once, when the first packet is known; moments are resolved against it when first asked for. */
export interface TimeContext {
  clock: Clock | null;
  zone: ZoneOffsets;
}

/** Reports that one value of the filter cannot be understood. */
export type Complain = (value: Value, message: string) => never;

/** The comparison of one field with its values, `!=` left aside: it is the negation of `==`. */
export function compileTest(
  field: Field,
  operator: Operator,
  values: readonly Value[],
  time: TimeContext,
  complain: Complain,
): Test {
  if (operator === '~') return regexTest(field, values[0]!, complain);
  switch (field.kind) {
    case 'host':
      return anyOf(
        values.map((value) => textTest(hostTest(equalityOnly(field, operator, value, complain).text))),
      );
    case 'state':
      return wordTest(field, operator, values, stateNamed, STATE_NAMES, complain);
    case 'outcome':
      return wordTest(field, operator, values, outcomeNamed, OUTCOMES, complain);
    case 'errno':
      return wordTest(field, operator, values, errnoNamed, ERRNOS, complain);
    case 'cause':
      return wordTest(field, operator, values, causeNamed, RESET_CAUSES, complain);
    case 'finding':
      for (const value of values) {
        if (isWiderFinding(value.text)) complain(value, queryText.widerFinding(value.text));
      }
      return wordTest(field, operator, values, findingNamed, CONNECTION_FINDING_CODES, complain);
    case 'severity':
      return severityTest(operator, values, complain);
    case 'port':
      return anyOf(values.map((value) => portTest(field, operator, value, complain)));
    case 'time':
      return timeTest(operator, values, time, complain);
    default:
      return rangesTest(values.map((value) => numberRange(field, operator, value, complain)));
  }
}

/** Kinds whose values are words of ours. */
const WORDS: ReadonlySet<Field['kind']> = new Set(['outcome', 'errno', 'cause', 'finding', 'severity']);

/** All numbers from `min` to `max`; an open end is left out. */
interface Range {
  min: number;
  minOpen: boolean;
  max: number;
  maxOpen: boolean;
}

function range(operator: Operator, min: number, max: number): Range {
  if (operator === '<') return { min: -Infinity, minOpen: false, max: min, maxOpen: true };
  if (operator === '<=') return { min: -Infinity, minOpen: false, max, maxOpen: false };
  if (operator === '>') return { min: max, minOpen: true, max: Infinity, maxOpen: false };
  if (operator === '>=') return { min, minOpen: false, max: Infinity, maxOpen: false };
  return { min, minOpen: false, max, maxOpen: false };
}

function rangesTest(ranges: readonly Range[]): Test {
  return (low, high) => {
    if (typeof low !== 'number' || typeof high !== 'number') return false;
    return ranges.some(
      (r) => (r.minOpen ? high > r.min : high >= r.min) && (r.maxOpen ? low < r.max : low <= r.max),
    );
  };
}

function anyOf(tests: readonly Test[]): Test {
  if (tests.length === 1) return tests[0]!;
  return (value, end) => tests.some((test) => test(value, end));
}

function textTest(matches: (text: string) => boolean): Test {
  return (value) => matches(String(value));
}

function equalityOnly(field: Field, operator: Operator, value: Value, complain: Complain): Value {
  if (operator !== '==' && operator !== 'in') complain(value, queryText.noOrder(field.name, operator));
  return value;
}

function regexTest(field: Field, value: Value, complain: Complain): Test {
  if (field.kind !== 'host' && field.kind !== 'port' && field.kind !== 'state' && !WORDS.has(field.kind)) {
    complain(value, queryText.noRegex(field.name));
  }
  try {
    const regex = new RegExp(value.text, 'i');
    return textTest((text) => regex.test(text));
  } catch {
    return complain(value, queryText.badRegex(value.text));
  }
}

function wordTest(
  field: Field,
  operator: Operator,
  values: readonly Value[],
  named: (text: string) => string | undefined,
  known: readonly string[],
  complain: Complain,
): Test {
  const words = new Set<number | string>();
  for (const value of values) {
    const word = named(equalityOnly(field, operator, value, complain).text);
    words.add(
      word ??
        complain(value, queryText.unknownWord(field.name, value.text, nearestWord(value.text, known), known)),
    );
  }
  return (value) => words.has(value);
}

/** Severities have an order: "severity >= warning" is a warning, or worse. */
function severityTest(operator: Operator, values: readonly Value[], complain: Complain): Test {
  const rank = (severity: Severity) => SEVERITIES.length - SEVERITIES.indexOf(severity);
  const test = rangesTest(
    values.map((value) => {
      const severity = severityNamed(value.text);
      if (severity !== undefined) return range(operator, rank(severity), rank(severity));
      const nearest = nearestWord(value.text, SEVERITIES);
      return complain(value, queryText.unknownWord('severity', value.text, nearest, SEVERITIES));
    }),
  );
  return (value) => {
    const asked = rank(value as Severity);
    return test(asked, asked);
  };
}

function portTest(field: Field, operator: Operator, value: Value, complain: Complain): Test {
  if (/^\d/.test(value.text)) {
    const ports = numberRange(field, operator, value, complain);
    if (ports.min > 65535 && ports.min !== Infinity) complain(value, queryText.portTooLarge(value.text));
    return rangesTest([ports]);
  }
  const name = equalityOnly(field, operator, value, complain).text.toLowerCase();
  return (port) => typeof port === 'string' && port.toLowerCase() === name;
}

const BYTE_UNITS: Readonly<Record<string, number>> = {
  '': 1,
  b: 1,
  k: 1e3,
  kb: 1e3,
  m: 1e6,
  mb: 1e6,
  g: 1e9,
  gb: 1e9,
};
const SECOND_UNITS: Readonly<Record<string, number>> = {
  '': 1,
  s: 1,
  ms: 1e-3,
  us: 1e-6,
  m: 60,
  h: 3600,
  d: 86400,
};

function numberRange(field: Field, operator: Operator, value: Value, complain: Complain): Range {
  const [first = '', last = first, more] = value.text.split('..');
  const [min, max] = [numberOf(field, first), numberOf(field, last)];
  if (more !== undefined || Number.isNaN(min) || Number.isNaN(max))
    complain(value, queryText.notANumber(field.name, value.text));
  if (min > max) complain(value, queryText.rangeBackwards(value.text));
  return range(operator, min, max);
}

function numberOf(field: Field, text: string): number {
  const match = /^#?(\d+(?:\.\d+)?)([a-z]*)$/i.exec(text);
  if (!match) return Number.NaN;
  const unit = match[2]!.toLowerCase();
  const units = field.kind === 'bytes' ? BYTE_UNITS : field.kind === 'duration' ? SECOND_UNITS : { '': 1 };
  return Object.hasOwn(units, unit)
    ? Number(match[1]) * (units as Record<string, number>)[unit]!
    : Number.NaN;
}

function timeTest(operator: Operator, values: readonly Value[], time: TimeContext, complain: Complain): Test {
  const spans = values.map((value) => {
    const [first = '', last = first] = value.text.split('..');
    return [momentOf(value, first, complain), momentOf(value, last, complain)] as const;
  });
  let test: Test | null = null;
  return (low, high) => {
    test ??= rangesTest(spans.map(([from, to]) => range(operator, resolve(from, time), resolve(to, time))));
    return test(low, high);
  };
}

type Timed = Exclude<Moment, { kind: 'packet' }>;

function momentOf(value: Value, text: string, complain: Complain): Timed {
  try {
    const moment = parseMoment(text);
    if (moment.kind !== 'packet') return moment;
  } catch (error) {
    if (error instanceof UsageError) complain(value, error.message);
    throw error;
  }
  return complain(value, queryText.packetIsNoTime(text));
}

function resolve(moment: Timed, time: TimeContext): number {
  return time.clock === null ? Number.NaN : momentNs(moment, time.clock, time.zone);
}

export function unknownField(name: string): string {
  return queryText.unknownWord('field', name, nearestWord(name, FIELD_NAMES), FIELD_NAMES);
}

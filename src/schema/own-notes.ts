import { constant, either, integer, list, object, text } from './schema.js';

const said = text('What was noted; it may have several lines.');

export interface OwnNotesJson {
  schema: 'synopsis-notes/1';
  notes: readonly ({ packet: number; text: string } | { connection: number; text: string })[];
}

/** What a person noted, in a file beside the capture; read by `annotate` and the screen. */
export const ownNotes = object<OwnNotesJson>('What a person noted about a capture.', {
  schema: constant('The name and the version of this format.', 'synopsis-notes/1'),
  notes: list(
    'One text for each packet and connection; of several the last counts.',
    either(
      'A note.',
      object<{ packet: number; text: string }>('A note on a packet.', {
        packet: integer('Its number.', 1, 2 ** 32 - 1),
        text: said,
      }),
      object<{ connection: number; text: string }>('A note on a connection.', {
        connection: integer('Its number.', 0, 2 ** 32 - 1),
        text: said,
      }),
    ),
  ),
});

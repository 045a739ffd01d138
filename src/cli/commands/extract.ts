import { AddressMap } from '../../extract/address-map.js';
import type { ExtractFormat } from '../../extract/formats.js';
import { formatByName, writeExtract } from '../../library/extract.js';
import type { RawOptions } from '../options.js';
import type { Session } from '../session.js';

/** The packets of chosen connections, as a capture. */
export async function extract(session: Session, raw: RawOptions): Promise<void> {
  const isAnonymous = raw.anonymize || raw.anonymizeKey !== undefined;
  const remarks = await writeExtract(
    session,
    {
      ...session.options,
      words: {
        connections: raw.connection ?? null,
        findings: raw.finding ?? null,
        incident: raw.incident ?? null,
      },
      format: (raw.format as ExtractFormat | undefined) ?? formatByName(raw.output!),
      addresses: isAnonymous ? new AddressMap(raw.anonymizeKey ?? null) : null,
      dropsPayload: raw.payload === false,
    },
    session.output,
  );
  session.warn(remarks);
}

import { readProfile } from '../../library/wireshark-profile.js';
import { checkFolder, writeFolder } from '../../output/atomic-folder.js';
import type { Session } from '../session.js';

/** A Wireshark profile for what was found in these captures, as a folder. */
export async function wiresharkProfile(session: Session, folder: string, force: boolean): Promise<void> {
  const isThere = checkFolder(folder, force);
  writeFolder(folder, await readProfile(session), isThere);
}

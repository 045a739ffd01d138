/** The names of the commands, as they are typed. */
export const COMMANDS: readonly string[] = [
  'report',
  'connections',
  'connection',
  'packets',
  'hosts',
  'netstat',
  'follow',
  'find',
  'annotate',
  'extract',
  'wireshark-profile',
  'explain',
  'schema',
  'completion',
];

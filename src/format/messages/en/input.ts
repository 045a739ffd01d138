/** What is said of the captures that were given, and of what stands beside them. */
export const inputText = {
  hostsUnreadable: (path: string, reason: string) => `--hosts: ${path} cannot be read (${reason})`,
  notAnAddress: (path: string, line: number, found: string) =>
    `--hosts: line ${line} of ${path} does not begin with an address ("${found}"); it should read as in /etc/hosts: 10.0.0.7 db-7`,
  followOne: '--follow takes one capture',
  tooManyNames: (most: number) => `more than ${most} names of addresses are known: the others are not shown`,
  interfaces: (named: readonly string[], count: number) => {
    if (count < 2) return named[0] ?? '';
    const unnamed = count - named.length;
    if (named.length === 0) return `${count} interfaces`;
    return `${count} interfaces (${named.join(', ')}${unnamed > 0 ? `, ${unnamed} more` : ''})`;
  },
  comment: (comment: string) => `comment: ${comment}`,
  interfaceComment: (name: string, comment: string) => `comment on ${name}: ${comment}`,
};

/** For `--help`. */
export const inputHelp = {
  hosts: 'Names of addresses, in a file like /etc/hosts',
  follow: 'Wait for more at the end of the file; Ctrl-C ends it',
};

/**
 * The numbers of errnos. They are written down here, not asked of `node:os`: that knows the machine it runs on, while a log may
 * come from any.
 * @see include/uapi/asm-generic/errno-base.h, errno.h and arch/{alpha,mips,parisc,sparc}/include/uapi/asm/errno.h of Linux.
 */

/** Names by number, from 1, on most Linux machines (x86, ARM, POWER, RISC-V, s390). 41 and 58 were given to aliases. */
const LINUX =
  'EPERM ENOENT ESRCH EINTR EIO ENXIO E2BIG ENOEXEC EBADF ECHILD EAGAIN ENOMEM EACCES EFAULT ENOTBLK EBUSY EEXIST EXDEV ENODEV ' +
  'ENOTDIR EISDIR EINVAL ENFILE EMFILE ENOTTY ETXTBSY EFBIG ENOSPC ESPIPE EROFS EMLINK EPIPE EDOM ERANGE EDEADLK ENAMETOOLONG ' +
  'ENOLCK ENOSYS ENOTEMPTY ELOOP - ENOMSG EIDRM ECHRNG EL2NSYNC EL3HLT EL3RST ELNRNG EUNATCH ENOCSI EL2HLT EBADE EBADR EXFULL ' +
  'ENOANO EBADRQC EBADSLT - EBFONT ENOSTR ENODATA ETIME ENOSR ENONET ENOPKG EREMOTE ENOLINK EADV ESRMNT ECOMM EPROTO EMULTIHOP ' +
  'EDOTDOT EBADMSG EOVERFLOW ENOTUNIQ EBADFD EREMCHG ELIBACC ELIBBAD ELIBSCN ELIBMAX ELIBEXEC EILSEQ ERESTART ESTRPIPE EUSERS ' +
  'ENOTSOCK EDESTADDRREQ EMSGSIZE EPROTOTYPE ENOPROTOOPT EPROTONOSUPPORT ESOCKTNOSUPPORT EOPNOTSUPP EPFNOSUPPORT EAFNOSUPPORT ' +
  'EADDRINUSE EADDRNOTAVAIL ENETDOWN ENETUNREACH ENETRESET ECONNABORTED ECONNRESET ENOBUFS EISCONN ENOTCONN ESHUTDOWN ' +
  'ETOOMANYREFS ETIMEDOUT ECONNREFUSED EHOSTDOWN EHOSTUNREACH EALREADY EINPROGRESS ESTALE EUCLEAN ENOTNAM ENAVAIL EISNAM ' +
  'EREMOTEIO EDQUOT ENOMEDIUM EMEDIUMTYPE ECANCELED ENOKEY EKEYEXPIRED EKEYREVOKED EKEYREJECTED EOWNERDEAD ENOTRECOVERABLE ' +
  'ERFKILL EHWPOISON';

/** Every errno of Linux and its number there, in the order of the numbers. */
export const LINUX_ERRNOS: ReadonlyMap<string, number> = new Map(
  LINUX.split(' ')
    .map((name, i) => [name, i + 1] as const)
    .filter(([name]) => name !== '-'),
);

/** Second names, and the numbers that were kept free for them. */
export const ERRNO_ALIASES: Readonly<Record<string, readonly string[]>> = {
  EAGAIN: ['EWOULDBLOCK', '41'],
  EDEADLK: ['EDEADLOCK', '58'],
  EOPNOTSUPP: ['ENOTSUP'],
};

/** From EAGAIN (35) on BSD counts in its own way; macOS, alpha and sparc count alike, and Windows adds 10000. */
const BSD: Readonly<Record<string, number>> = {
  EAGAIN: 35,
  EINPROGRESS: 36,
  EALREADY: 37,
  ENOTSOCK: 38,
  EDESTADDRREQ: 39,
  EMSGSIZE: 40,
  EPROTOTYPE: 41,
  ENOPROTOOPT: 42,
  EPROTONOSUPPORT: 43,
  ESOCKTNOSUPPORT: 44,
  EOPNOTSUPP: 45,
  EPFNOSUPPORT: 46,
  EAFNOSUPPORT: 47,
  EADDRINUSE: 48,
  EADDRNOTAVAIL: 49,
  ENETDOWN: 50,
  ENETUNREACH: 51,
  ENETRESET: 52,
  ECONNABORTED: 53,
  ECONNRESET: 54,
  ENOBUFS: 55,
  EISCONN: 56,
  ENOTCONN: 57,
  ESHUTDOWN: 58,
  ETOOMANYREFS: 59,
  ETIMEDOUT: 60,
  ECONNREFUSED: 61,
  ELOOP: 62,
  ENAMETOOLONG: 63,
  EHOSTDOWN: 64,
  EHOSTUNREACH: 65,
  ENOTEMPTY: 66,
  EUSERS: 68,
  EDQUOT: 69,
  ESTALE: 70,
  EREMOTE: 71,
};

/** What Windows Sockets has beside those that stand in BSD's order. */
const WINDOWS_LOW: Readonly<Record<string, number>> = {
  EINTR: 4,
  EBADF: 9,
  EACCES: 13,
  EFAULT: 14,
  EINVAL: 22,
  EMFILE: 24,
};
const WINDOWS_BASE = 10_000;

/** mips and parisc, for errnos that a socket call returns. */
const MIPS_PARISC: Readonly<Record<string, readonly [mips: number, parisc: number]>> = {
  ENONET: [64, 50],
  EPROTO: [71, 61],
  ENOTSOCK: [95, 216],
  EDESTADDRREQ: [96, 217],
  EMSGSIZE: [97, 218],
  EPROTOTYPE: [98, 219],
  ENOPROTOOPT: [99, 220],
  EPROTONOSUPPORT: [120, 221],
  ESOCKTNOSUPPORT: [121, 222],
  EOPNOTSUPP: [122, 223],
  EPFNOSUPPORT: [123, 224],
  EAFNOSUPPORT: [124, 225],
  EADDRINUSE: [125, 226],
  EADDRNOTAVAIL: [126, 227],
  ENETDOWN: [127, 228],
  ENETUNREACH: [128, 229],
  ENETRESET: [129, 230],
  ECONNABORTED: [130, 231],
  ECONNRESET: [131, 232],
  ENOBUFS: [132, 233],
  EISCONN: [133, 234],
  ENOTCONN: [134, 235],
  ESHUTDOWN: [143, 236],
  ETOOMANYREFS: [144, 237],
  ETIMEDOUT: [145, 238],
  ECONNREFUSED: [146, 239],
  EHOSTDOWN: [147, 241],
  EHOSTUNREACH: [148, 242],
  EALREADY: [149, 244],
  EINPROGRESS: [150, 245],
  ESTALE: [151, 70],
  ECANCELED: [158, 253],
};

/** Those of alpha and sparc that BSD does not have, or has elsewhere. */
const ALPHA_SPARC: Readonly<Record<string, readonly [alpha: number, sparc: number]>> = {
  EAGAIN: [35, 11],
  ENONET: [105, 80],
  EPROTO: [85, 86],
  ECANCELED: [131, 127],
};

/** Where an errno has another number than on most Linux machines: machines that share one stand together. */
export interface OtherNumber {
  machines: readonly string[];
  number: number;
}

export function otherNumbers(name: string): OtherNumber[] {
  const linux = LINUX_ERRNOS.get(name);
  const bsd = BSD[name];
  const found = new Map<number, string[]>();
  const add = (machine: string, number: number | undefined) => {
    if (number !== undefined && number !== linux) found.set(number, [...(found.get(number) ?? []), machine]);
  };
  add('BSD', bsd);
  add('macOS', bsd);
  add('alpha', ALPHA_SPARC[name]?.[0] ?? bsd);
  add('sparc', ALPHA_SPARC[name]?.[1] ?? bsd);
  add('mips', MIPS_PARISC[name]?.[0]);
  add('parisc', MIPS_PARISC[name]?.[1]);
  return [...found].map(([number, machines]) => ({ machines, number }));
}

/** WSAECONNRESET and 10054 for ECONNRESET; null where Windows Sockets has no such error. */
export function windowsError(name: string): { name: string; number: number } | null {
  const low = BSD[name] ?? WINDOWS_LOW[name];
  if (low === undefined) return null;
  return { name: `WSA${name === 'EAGAIN' ? 'EWOULDBLOCK' : name}`, number: WINDOWS_BASE + low };
}

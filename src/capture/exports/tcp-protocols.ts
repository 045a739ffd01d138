/**
 * Protocols that are spoken over TCP only, as Wireshark's Protocol column names them. Where such a one has written the Info
 * column, the row is a TCP segment whose numbers it does not show; of others (DNS, SIP) nobody can tell.
 */
const OVER_TCP: ReadonlySet<string> = new Set([
  'AMQP',
  'BGP',
  'Cassandra',
  'CQL',
  'Exec',
  'FTP',
  'FTP-DATA',
  'Git',
  'HTTP',
  'HTTP2',
  'IMAP',
  'IMF',
  'IRC',
  'iSCSI',
  'Kafka',
  'KINK',
  'LDAP',
  'LDP',
  'MAPI',
  'MONGO',
  'MQTT',
  'MSMMS',
  'MSRP',
  'MySQL',
  'NBSS',
  'NNTP',
  'OpenFlow',
  'PGSQL',
  'POP',
  'PPTP',
  'RESP',
  'Rlogin',
  'RSH',
  'RTMP',
  'SMB',
  'SMB2',
  'SMTP',
  'Socks',
  'SSH',
  'SSL',
  'TACACS+',
  'TCP',
  'TDS',
  'TELNET',
  'TNS',
  'VNC',
  'WebSocket',
  'X11',
  'ZooKeeper',
]);

/** Versions and what is carried are written behind the name: "SSHv2", "TLSv1.3", "HTTP/JSON", "SMTP/IMF". */
export function isOverTcp(protocol: string): boolean {
  if (protocol === '') return false;
  if (protocol === 'TCP' || OVER_TCP.has(protocol)) return true;
  if (protocol.startsWith('TLSv') || protocol.startsWith('SSLv') || protocol.startsWith('SSHv')) return true;
  const [name = ''] = protocol.split('/', 1);
  return name !== protocol && OVER_TCP.has(name);
}

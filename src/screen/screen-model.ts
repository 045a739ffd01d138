import { TimelineClock } from '../analysis/clock.js';
import type { Tunnels } from '../decode/tunnel/tunnels.js';
import type { Findings } from '../findings/incidents.js';
import { keptText } from '../format/messages/en/kept.js';
import { HostList } from '../kept/host-table.js';
import { KeptTables } from '../kept/kept-tables.js';
import { placeOf } from '../kept/shared-chunks.js';
import { Timeline } from '../kept/timeline.js';
import type { Answers, Done, News, Order, Port, Reached } from '../parallel/messages.js';
import { compileQuery } from '../query/evaluate.js';
import type { ZoneOffsets } from '../query/moment.js';
import { socketRow } from '../report/netstat.js';
import { honesty } from '../report/report-sections.js';
import type { ConnectionRow } from '../rows.js';
import type {
  ConnectionGraph,
  ExportRequest,
  ExportResult,
  Fetched,
  HostSummary,
  Incident,
  OwnNote,
  PacketDetail,
  PacketList,
  Payload,
  Reading,
  SocketTable,
  StateCount,
  TimelineSeries,
  TuiModel,
} from '../tui/model.js';
import { AnalysisClient } from './analysis-client.js';
import { ConnectionOrder } from './connection-order.js';
import { Fetches } from './fetches.js';
import { membersOf } from './incident-members.js';
import { hostsOf, incidentsOf } from './incident-rows.js';
import { KeptPacketList } from './kept-packet-list.js';
import { packetLayers } from './packet-layers.js';
import { meaningsOf } from './packet-meanings.js';
import { RowView } from './row-view.js';

/** What the screen's data cannot know by itself. */
export interface ScreenServices {
  /** The captures as they were given. */
  readonly names: readonly string[];
  /** More may always come. */
  readonly isLive: boolean;
  readonly zone: ZoneOffsets;
  readonly tunnels: Tunnels;
  /** What a person noted before. */
  readonly notes: readonly OwnNote[];
  /** Keeps all notes in the place of those before. */
  keepNotes(notes: readonly OwnNote[]): Promise<void>;
  exportAs(request: ExportRequest): Promise<ExportResult>;
}

/** While it reads, what was asked for is asked anew at most this often. */
const REFRESH_MS = 1000;

const READ_NOTHING: Reached = {
  progress: { packets: 0, bytesRead: 0, bytes: null },
  packetRows: 0,
  connectionRows: 0,
  lastNs: Number.NaN,
  epoch: null,
};
const FOUND_NOTHING: Findings = { incidents: [], findings: [] };

/** What the screens ask for, out of what an analysis keeps and answers. */
export class ScreenModel implements TuiModel {
  version = 0;
  readonly clock = new TimelineClock();
  readonly connections: ConnectionOrder;
  honesty: readonly string[] = [];
  incidents: readonly Incident[] = [];
  hosts: readonly HostSummary[] = [];
  notes: readonly OwnNote[];
  reading: Reading;
  readonly #services: ScreenServices;
  readonly #client: AnalysisClient;
  readonly #tables = new KeptTables();
  readonly #hostList = new HostList();
  readonly #listeners = new Set<() => void>();
  readonly #view: RowView;
  readonly #rows: Fetches<ConnectionRow>;
  readonly #details: Fetches<PacketDetail>;
  readonly #graphs: Fetches<ConnectionGraph>;
  readonly #payloads: Fetches<Payload>;
  readonly #sockets: Fetches<SocketTable>;
  readonly #states: Fetches<readonly StateCount[]>;
  /** Lists of packets that were asked for last, with the stamps of their connections. */
  readonly #packetLists = new Map<number, { stamp: string; fetched: Fetched<PacketList> }>();
  #timeline = new Timeline();
  #findings: Findings = FOUND_NOTHING;
  #members: readonly Uint32Array[] = [];
  #incidentsInAll = 0;
  #isJudged = false;
  #judgingFailure: string | null = null;
  #reached: Reached = READ_NOTHING;
  #done: Done | null = null;
  /** Changes while rows come, now and then. */
  #era = 0;
  #eraEndsMs = 0;

  constructor(port: Port<Order, News>, services: ScreenServices) {
    this.#services = services;
    this.notes = services.notes;
    const { names, isLive } = services;
    this.reading = { names, progress: READ_NOTHING.progress, isDone: false, isLive, failure: null };
    this.#view = new RowView(this.#tables, this.#hostList);
    const changed = () => this.#changed();
    this.#rows = new Fetches(256, changed);
    this.#details = new Fetches(256, changed);
    this.#graphs = new Fetches(4, changed);
    this.#payloads = new Fetches(2, changed);
    this.#sockets = new Fetches(8, changed);
    this.#states = new Fetches(8, changed);
    this.connections = new ConnectionOrder({
      tables: this.#tables,
      hosts: this.#hostList,
      changed,
      compile: (filter) => {
        const query = compileQuery(filter, services.zone);
        query.begin(this.clock);
        return query;
      },
      membersOf: (incident) => this.membersOf(incident),
      verdictOf: (connection) => {
        const row = this.connection(connection);
        return row.status === 'ready' ? row.value.verdict : '';
      },
    });
    this.#client = new AnalysisClient(port, (news) => this.#take(news));
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  get lastNs(): number {
    return this.#reached.lastNs;
  }

  connection(connection: number): Fetched<ConnectionRow> {
    return this.#rows.get(String(connection), this.#stampOf(connection), async () => {
      const row = await this.#client.ask('connection', { connection });
      if (row === null) throw new Error(keptText.noRow);
      return row;
    });
  }

  packets(connection: number): Fetched<PacketList> {
    if (!this.#isKnown(connection)) return { status: 'loading' };
    const { stamp } = this.#view.at(connection);
    const known = this.#packetLists.get(connection);
    if (known?.stamp === stamp) return known.fetched;
    const value = new KeptPacketList(this.#tables, this.#hostList, this.clock, connection);
    const fetched: Fetched<PacketList> = { status: 'ready', value };
    this.#packetLists.delete(connection);
    this.#packetLists.set(connection, { stamp, fetched });
    if (this.#packetLists.size > MOST_PACKET_LISTS) {
      const [oldest] = this.#packetLists.keys();
      this.#packetLists.delete(oldest!);
    }
    return fetched;
  }

  packetDetail(packet: number): Fetched<PacketDetail> {
    const row = this.#rowOf(packet);
    if (row < 0) return { status: 'failed', message: keptText.noSuchPacket(packet) };
    return this.#details.get(String(packet), 'kept', async () =>
      this.#detailOf(packet, await this.#client.ask('packet', { row })),
    );
  }

  connectionOf(packet: number): number | null {
    const row = this.#rowOf(packet);
    return row < 0 ? null : this.#tables.packets.of(row).connection[placeOf(row)]!;
  }

  sockets(timeNs: number, host: string | null): Fetched<SocketTable> {
    return this.#sockets.get(`${timeNs} ${host}`, this.#stamp, async () => {
      const { entries } = await this.#client.ask('sockets', { timeNs, host });
      return { count: entries.length, at: (position) => socketRow(entries[position]!, timeNs, this.clock) };
    });
  }

  stateCounts(timeNs: number, host: string | null, buckets: number): Fetched<readonly StateCount[]> {
    return this.#states.get(`${timeNs} ${host} ${buckets}`, this.#stamp, () =>
      this.#client.ask('states', { timeNs, host, buckets }),
    );
  }

  async #detailOf(
    packet: number,
    { row, bytes, bytesMissing, linkType }: Answers['packet'],
  ): Promise<PacketDetail> {
    const isReset = row?.flags.includes('RST') ?? false;
    // Where the connection cannot be read again, the packet still can be told of.
    const connection = isReset
      ? await this.#client.ask('connection', { connection: row!.connection }).catch(() => null)
      : null;
    return {
      packet,
      layers: packetLayers(bytes, linkType, row, this.#services.tunnels),
      bytes,
      bytesMissing,
      meanings: row === null ? [] : meaningsOf(row, connection?.resets ?? []),
    };
  }

  /** The connections of an incident, by its id. */
  membersOf(incident: string): readonly number[] {
    const place = this.#findings.incidents.findIndex(({ id }) => id === incident);
    if (place < 0) return [];
    const row = this.#findings.incidents[place]!;
    return membersOf(row, this.#members[place]!, this.clock, this.#view, this.#reached.connectionRows);
  }

  timeline(series: TimelineSeries, buckets: number): readonly number[] {
    return this.#timeline.over(series, this.lastNs, buckets);
  }

  graph(connection: number): Fetched<ConnectionGraph> {
    return this.#graphs.get(String(connection), this.#stampOf(connection), () =>
      this.#client.ask('graph', { connection }),
    );
  }

  payload(connection: number): Fetched<Payload> {
    return this.#payloads.get(String(connection), this.#stampOf(connection), async () => {
      const { chunks, missing, isCut } = await this.#client.ask('payload', { connection });
      return {
        chunks,
        incomplete: isCut ? keptText.payloadCut : missing > 0 ? keptText.payloadGaps(missing) : null,
      };
    });
  }

  stop(): void {
    this.#client.stop();
  }

  exportAs(request: ExportRequest): Promise<ExportResult> {
    return this.#services.exportAs(request);
  }

  async writeNote(note: OwnNote): Promise<void> {
    const others = this.notes.filter(({ on, number }) => on !== note.on || number !== note.number);
    const notes = note.text === '' ? others : [...others, note];
    await this.#services.keepNotes(notes);
    this.notes = notes;
    this.#changed();
  }

  #take(news: News): void {
    switch (news.kind) {
      case 'chunk':
        this.#tables.adopt(news.table, news.buffer);
        return;
      case 'timeline':
        this.#timeline = new Timeline(news.buffer);
        return;
      case 'hosts':
        this.#hostList.add(news.hosts);
        return;
      case 'reached':
        this.#move(news.reached);
        break;
      case 'findings':
        this.#findings = news.found.findings;
        this.#members = news.found.members;
        this.#incidentsInAll = news.found.incidents;
        this.incidents = incidentsOf(news.found.findings, this.clock);
        this.hosts = hostsOf(news.found.hosts, news.found.findings.incidents);
        this.#beHonest();
        break;
      case 'judged':
        this.#isJudged = true;
        this.#judgingFailure = news.failure;
        this.#beHonest();
        this.connections.grow(this.#reached.connectionRows, this.reading.isDone);
        break;
      case 'done':
        this.#end(null, news.done);
        break;
      case 'failed':
        this.#end(news.message, null);
        break;
    }
    this.#changed();
  }

  #move(reached: Reached): void {
    const { epoch, progress } = reached;
    if (!this.clock.isSet && epoch !== null) this.clock.start(epoch.seconds, epoch.nanoseconds);
    if (reached.packetRows !== this.#reached.packetRows && performance.now() >= this.#eraEndsMs) {
      this.#era++;
      this.#eraEndsMs = performance.now() + REFRESH_MS;
    }
    this.#reached = reached;
    this.reading = { ...this.reading, progress };
    this.connections.grow(reached.connectionRows, false);
  }

  #end(failure: string | null, done: Done | null): void {
    this.#era++;
    this.#done = done;
    this.#isJudged ||= failure !== null;
    this.#beHonest();
    this.connections.grow(this.#reached.connectionRows, true);
    this.reading = { ...this.reading, isDone: true, failure };
  }

  /** What cannot be shown, or not yet. */
  #beHonest(): void {
    if (this.#done === null) return;
    const { summary, rolesGuessed, remarks } = this.#done;
    const more = this.#incidentsInAll - this.incidents.length;
    this.honesty = [
      ...(this.#isJudged ? [] : [keptText.stillJudging]),
      ...(this.#judgingFailure === null ? [] : [this.#judgingFailure]),
      ...honesty({ summary, counts: { rolesGuessed }, findings: this.#findings }),
      ...(more > 0 ? [keptText.moreIncidents(more)] : []),
      ...remarks,
    ];
  }

  #changed(): void {
    this.version++;
    for (const listener of this.#listeners) listener();
  }

  get #stamp(): string {
    return String(this.#era);
  }

  /** A connection that has left does not change any more. */
  #stampOf(connection: number): string {
    if (!this.#isKnown(connection)) return this.#stamp;
    const { isFinal, rows } = this.#view.at(connection);
    return isFinal ? `left ${rows}` : this.#stamp;
  }

  #isKnown(connection: number): boolean {
    return connection >= 0 && connection < this.#reached.connectionRows;
  }

  /** The row of a packet by its number; -1 where it has none. Numbers rise. */
  #rowOf(packet: number): number {
    const { packets } = this.#tables;
    let low = 0;
    let high = this.#reached.packetRows;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (packets.of(middle).packet[placeOf(middle)]! < packet) low = middle + 1;
      else high = middle;
    }
    if (low >= this.#reached.packetRows) return -1;
    return packets.of(low).packet[placeOf(low)] === packet ? low : -1;
  }
}

const MOST_PACKET_LISTS = 4;

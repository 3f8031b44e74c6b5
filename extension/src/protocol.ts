/** The wire's types, as generated from the host's records, and what each request is answered with. */
import type * as wire from './generated/protocol';

export { ErrorCode, HOST_NAME, PROTOCOL_VERSION } from './generated/constants';

export type {
  Act,
  Agreement,
  AlwaysPreview,
  AuditLine,
  Condition,
  DoneAct,
  EngineFrame,
  Evidence,
  EventUnion as Event,
  Model,
  Notice,
  Offer,
  Overview,
  FieldState,
  FilledField,
  PastExample,
  Pick,
  PickShape,
  PushUnion as Push,
  Reason,
  RecentDownload,
  RecordedEvent,
  ReplyUnion as Reply,
  RequestUnion as Request,
  Task,
  Table,
  TableRow,
  TaskDetail,
  TaskPhase,
  Trust,
} from './generated/protocol';

type Wire = { [T in wire.RequestUnion as T['type']]: T };

/** The reply to each request that went well; a failure is thrown instead. */
export interface ReplyTo {
  hello: wire.Welcome;
  recordEvents: wire.Acknowledged;
  getOverview: wire.Overview;
  acceptProposal: wire.Done;
  dismissProposal: wire.Done;
  convert: wire.Acted;
  takeOffer: wire.Acted;
  leaveOffer: wire.Done;
  previewAlways: wire.AlwaysPreview;
  grantAlways: wire.Done;
  askFirst: wire.Done;
  undoAct: wire.Acted;
  dismissNotice: wire.Done;
  pauseTask: wire.Done;
  deleteTask: wire.Done;
  retrain: wire.Done;
  rollbackModel: wire.Done;
  pauseRecording: wire.Done;
  stopEverything: wire.Done;
  allowFolder: wire.Done;
  listActs: wire.Acts;
  listEvents: wire.Events;
  deleteEvent: wire.Done;
  forget: wire.Forgotten;
  getStatus: wire.Status;
  listAudit: wire.Audit;
  showTask: wire.TaskDetail;
  tryTask: wire.Tried;
  listPicks: wire.Picks;
  learnPick: wire.Picked;
  unlearnPick: wire.Done;
  fillPick: wire.Filled;
  getTable: wire.Table;
  readDownload: wire.Text;
}

export type RequestType = keyof ReplyTo & keyof Wire;

export type RequestOf<T extends RequestType> = Wire[T];

/** The engine's "no", with its stable number and a line for the person. */
export class HostFailure extends Error {
  constructor(
    readonly code: number,
    message: string,
  ) {
    super(message);
    this.name = 'HostFailure';
  }
}

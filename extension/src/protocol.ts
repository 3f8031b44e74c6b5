/** The wire's types, as generated from the host's records, and what each request is answered with. */
import type * as wire from './generated/protocol';

export { ErrorCode, HOST_NAME, PROTOCOL_VERSION } from './generated/constants';

export type {
  ActUnion as Act,
  Agreement,
  AlwaysPreview,
  AskPrepared,
  Asked,
  AskedOften,
  AuditLine,
  Choice,
  Condition,
  Control,
  Carried,
  Conversion,
  Count,
  Deed,
  DoneAct,
  EngineFrame,
  EvidenceUnion as Evidence,
  EventUnion as Event,
  Mark,
  Model,
  Notice,
  Offer,
  Overview,
  Pages,
  FieldState,
  FileActUnion as FileAct,
  FillConsent,
  FillPreview,
  FillRow,
  FillRun,
  FillSource,
  FillSources,
  FilledField,
  FilledOne,
  FormFill,
  Handed,
  ExportPreview,
  PackString,
  Shared,
  PastExample,
  DoubtedLabel,
  RowAnswer,
  Passage,
  Pick,
  PickShape,
  PreviewedField,
  PreviousForm,
  Program,
  Place,
  PushUnion as Push,
  Question,
  Reason,
  RecentPage,
  Regularity,
  Repeated,
  Repetition,
  ReplayStep,
  RecentDownload,
  RecordedEvent,
  ReplyUnion as Reply,
  RequestUnion as Request,
  Shown,
  Spot,
  Suggestion,
  Summarized,
  SummaryOffer,
  Tally,
  Task,
  TidyFile,
  WrittenSentence,
  TidyMove,
  NotDone,
  Week,
  Table,
  TableRow,
  TaskDetail,
  TaskPhase,
  TaskPreview,
  TaskSpec,
  Teacher,
  Teachers,
  LedgerLine,
  NoteHabit,
  Trust,
  WouldSend,
} from './generated/protocol';

/** An event that happened in a page of a watched site. */
export type PageEvent = Exclude<wire.EventUnion, wire.Download>;

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
  fileInto: wire.Acted;
  leaveOffer: wire.Done;
  previewAlways: wire.AlwaysPreview;
  grantAlways: wire.Done;
  grantFolder: wire.Done;
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
  disallowFolder: wire.Done;
  listActs: wire.Acts;
  listEvents: wire.Events;
  deleteEvent: wire.Done;
  forget: wire.Forgotten;
  getStatus: wire.Status;
  listAudit: wire.Audit;
  showTask: wire.TaskDetail;
  tryTask: wire.Tried;
  runRows: wire.RanRows;
  settleLabel: wire.Done;
  listDismissed: wire.DismissedTasks;
  previewTidy: wire.TidyPreview;
  tidyFiles: wire.Tidied;
  undoMany: wire.UndoneMany;
  lookBack: wire.LookedBack;
  listPicks: wire.Picks;
  learnPick: wire.Picked;
  unlearnPick: wire.Done;
  fillPick: wire.Filled;
  summarize: wire.Summarized;
  learnSummary: wire.Learned;
  showSummaries: wire.Done;
  isSummarized: wire.Usual;
  summarizeDocument: wire.Summarized;
  writeSummary: wire.Writing;
  stopWriting: wire.Done;
  bringDocument: wire.Brought;
  answerSummaryOffer: wire.Done;
  listNoteHabits: wire.NoteHabits;
  dropNoteHabit: wire.Done;
  getTable: wire.Table;
  readDownload: wire.Text;
  watchSite: wire.Done;
  listPlaces: wire.Places;
  suggestChoices: wire.Suggestions;
  previewFill: wire.FillPreview;
  allowFill: wire.Done;
  reportFill: wire.FillReported;
  undoFill: wire.FillReported;
  listFillSources: wire.FillSources;
  keepForm: wire.Done;
  dropForm: wire.Done;
  startRun: wire.RunShown;
  showRun: wire.RunShown;
  skipRow: wire.RunShown;
  steerRun: wire.RunShown;
  dropRun: wire.Done;
  listFillConsents: wire.FillConsents;
  listPrograms: wire.Programs;
  allowProgram: wire.Done;
  notePage: wire.Done;
  noteForm: wire.Done;
  notePrompt: wire.Done;
  noteWritten: wire.Done;
  noteValues: wire.Done;
  planReplay: wire.ReplayPlan;
  changeCopied: wire.CopiedChanged;
  reportReplay: wire.Done;
  demonstrate: wire.Demonstrated;
  listTeachers: wire.Teachers;
  addTeacher: wire.Done;
  removeTeacher: wire.Done;
  setTeaching: wire.Done;
  listQuestions: wire.Questions;
  prepareAsk: wire.AskPrepared;
  sendAsk: wire.Asked;
  noteAnswer: wire.Asked;
  dropAsk: wire.Done;
  steerQuestion: wire.Done;
  revokeAsk: wire.Done;
  previewTask: wire.TaskPreview;
  specifyTask: wire.Specified;
  answerQuestion: wire.Done;
  giveExample: wire.JobShown;
  previewExport: wire.ExportPreview;
  exportTask: wire.Exported;
  openShared: wire.Shared;
  readPicture: wire.PicturePart;
  givePicture: wire.Done;
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

package dev.stillroom.host.engine;

import dev.stillroom.host.protocol.Request;
import java.util.Set;

/**
 * What a person does in one browser or on the command line that another one's open pages show: once
 * it is done, all of them are told to look again.
 */
final class Shown {

  private static final Set<Class<? extends Request>> CHANGED_BY =
      Set.of(
          Request.AcceptProposal.class,
          Request.DismissProposal.class,
          Request.Convert.class,
          Request.TakeOffer.class,
          Request.FileInto.class,
          Request.LeaveOffer.class,
          Request.GrantAlways.class,
          Request.GrantFolder.class,
          Request.AskFirst.class,
          Request.UndoAct.class,
          Request.UndoMany.class,
          Request.TidyFiles.class,
          Request.DismissNotice.class,
          Request.PauseTask.class,
          Request.DeleteTask.class,
          Request.Retrain.class,
          Request.RollbackModel.class,
          Request.PauseRecording.class,
          Request.StopEverything.class,
          Request.DisallowFolder.class,
          Request.AllowProgram.class,
          Request.DeleteEvent.class,
          Request.Forget.class,
          Request.AllowFill.class,
          Request.ShowSummaries.class,
          Request.AddTeacher.class,
          Request.RemoveTeacher.class,
          Request.SetTeaching.class,
          Request.SteerQuestion.class,
          Request.RevokeAsk.class,
          Request.AnswerQuestion.class,
          Request.SettleLabel.class);

  private Shown() {}

  static boolean changedBy(Request request) {
    return CHANGED_BY.contains(request.getClass());
  }
}

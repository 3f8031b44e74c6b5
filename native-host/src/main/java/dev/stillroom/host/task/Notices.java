package dev.stillroom.host.task;

import dev.stillroom.host.protocol.View.NoticeKind;

/** Where stations say what the person should hear of once. */
public interface Notices {

  /**
   * @param quiet a row in the popup, no notification
   * @param predictionId the offer it is about, or null
   * @param actId the act it is about, or null
   * @param message one sentence where the kind alone does not say it, or null
   */
  void tell(
      NoticeKind kind,
      boolean quiet,
      String taskId,
      String predictionId,
      String actId,
      String message);
}
